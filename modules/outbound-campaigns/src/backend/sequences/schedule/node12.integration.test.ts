import { describeOnNode12, programOnNode12 } from '../../../../../../scripts/test/on-node12'

/** That Node knows the zones of 2019, when Mexico still had summer time. */
const PROGRAM = `
  const { nextMoment } = require('./next-moment')
  const rules = { window: { from: '09:00', to: '17:00' }, skipWeekends: true, holidays: [] }
  const { at, why } = nextMoment({
    anchor: Date.parse('2026-06-26T23:30:00Z'),
    delay: { days: 4, hours: 0 },
    rules,
    zone: 'America/Mexico_City'
  })
  console.log(JSON.stringify({ at: new Date(at).toISOString(), why: why.map(({ code }) => code) }))`

describeOnNode12("On Botpress's Node, with zone data of 2019", () => {
  const program = programOnNode12(__dirname, PROGRAM)

  it('nine in Mexico City on 1 July 2026 is 15:00Z', async () => {
    const said = await program.run()
    expect(said).toEqual({ at: '2026-07-01T15:00:00.000Z', why: ['window'] })
  })
})
