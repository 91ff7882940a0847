import { describeOnNode12, programOnNode12 } from '../../../../../scripts/test/on-node12'
import { BROWSERS, SCANNER_AGENTS } from './testing/agents'
import { conclusions, type Conclusions } from './testing/conclusions'

const PROGRAM = `
  const { conclusions } = require('./testing/conclusions')
  console.log(JSON.stringify(conclusions(given)))`

describeOnNode12('On Node 12.18', () => {
  const program = programOnNode12(__dirname, PROGRAM)

  it('the same is concluded from the same', async () => {
    const given = {
      agents: [...Object.values(BROWSERS), ...SCANNER_AGENTS],
      answers: [
        'Estoy fuera de la oficina hasta el 15 de julio.',
        'I will be back on July 13',
        'Respuesta automática',
        'Sí, hablemos'
      ],
      at: Date.parse('2026-07-01T18:00:00Z')
    }
    const found = (await program.run(given)) as Conclusions
    expect(found).toEqual(JSON.parse(JSON.stringify(conclusions(given))))
    // 15 July is over at the beginning of the 16th, in a Mexico that has no summer time any more.
    expect(found.answers[0]).toMatchObject({ kind: 'machine', returnAt: Date.parse('2026-07-16T06:00:00Z') })
  })
})
