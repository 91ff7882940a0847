import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { stepsThatWrite } from './facts'
import { BOT, mailStep, SequenceBench } from './testing/sequence-bench'

describe.each(databases)('The steps that write to people, $name', ({ create }) => {
  let test: TestDatabase
  beforeEach(async () => {
    test = await create()
  })
  afterEach(() => test.destroy())

  it('stand in the order of the way, those of a branch behind its condition', async () => {
    const bench = await SequenceBench.on(test)
    const id = await bench.sequence([
      mailStep('welcome'),
      { key: 'asks', type: 'condition', config: { check: { kind: 'clicked' }, within_days: 5 } },
      mailStep('interested', { parent_key: 'asks', branch: 'yes' }),
      { key: 'call', type: 'task', parent_key: 'asks', branch: 'yes', config: { title: 'Llamar' } },
      mailStep('again', { parent_key: 'asks', branch: 'no' }),
      mailStep('goodbye')
    ])
    const steps = await stepsThatWrite(bench.db, BOT, [id])
    expect([...steps].sort((a, b) => a.position - b.position)).toMatchObject([
      { key: 'welcome', position: 1, channel: 'email', title: 'welcome {{first_name}}' },
      { key: 'interested', position: 3 },
      { key: 'again', position: 5 },
      { key: 'goodbye', position: 6 }
    ])
  })
})
