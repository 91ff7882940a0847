import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { BOT, mailStep, SequenceBench } from '../testing/sequence-bench'
import { watchedLeads } from './watched'

describe.each(databases)('Whom the engagement API is asked about, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
  })
  afterEach(() => test.destroy())

  const all = (limit = 100) => watchedLeads.after(bench.db, BOT, 0, limit)

  it('are those who go on in some sequence, each once, a page after the other', async () => {
    const [first, second] = [await bench.sequence([mailStep('a')]), await bench.sequence([mailStep('a')])]
    const leads = await bench.leads(5)
    const ids = leads.map(({ id }) => id)
    await bench.enroll(first, leads.slice(0, 3))
    await bench.enroll(second, leads.slice(2, 4))
    expect(await all()).toEqual(ids.slice(0, 4))
    expect(await all(2)).toEqual(ids.slice(0, 2))
    expect(await watchedLeads.after(bench.db, BOT, ids[1] ?? 0, 2)).toEqual(ids.slice(2, 4))
    expect([...(await watchedLeads.among(bench.db, BOT, ids))].sort()).toEqual(ids.slice(0, 4))
    expect(await watchedLeads.after(bench.db, 'other', 0, 10)).toEqual([])
    expect(await watchedLeads.among(bench.db, 'other', ids)).toEqual([])
  })

  it('are none who have come to the end, or stand still', async () => {
    const sequence = await bench.sequence([mailStep('a')])
    const leads = await bench.leads(3)
    await bench.enroll(sequence, leads)
    await bench.db.change(`update outbound_enrollments set status = 'completed' where lead_id = ?`, [
      leads[0]?.id ?? 0
    ])
    await bench.db.change(`update outbound_enrollments set status = 'paused' where lead_id = ?`, [
      leads[1]?.id ?? 0
    ])
    expect(await all()).toEqual([leads[2]?.id])
    expect(
      await watchedLeads.among(
        bench.db,
        BOT,
        leads.map(({ id }) => id)
      )
    ).toEqual([leads[2]?.id])
  })
})
