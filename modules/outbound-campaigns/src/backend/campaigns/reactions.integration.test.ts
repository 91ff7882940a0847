import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { decideUnconfirmed } from '../outbox'
import { applyReports, type ReportReactions } from '../outbox/reports'
import { toNumber } from '../platform/database/values'
import { ownerOf } from './campaigns'
import { accepted, Bench, BOT, refused, SOMEBODY, stop, unknown } from './testing/bench'

describe.each(databases)('What follows for a campaign from its rows, $name', ({ create }) => {
  let test: TestDatabase
  let bench: Bench

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
  })
  afterEach(() => test.destroy())

  const idsOf = async (id: number): Promise<number[]> =>
    (await bench.db.query('select id from outbound_messages where owner_id = ? order by id', [id])).map(row =>
      toNumber(row.id)
    )
  const report = async (messageId: number, said: 'delivered' | 'failed_for_now') => {
    const reason = { code: '1331', detail: 'Not responding.' }
    const reactions: ReportReactions = {
      owesAgain: (tx, botId, owner) => bench.reactions.owesAgain(tx, botId, owner),
      stopped: (tx, botId, owner, why) => bench.reactions.stopped(tx, botId, owner, why),
      suppress: async () => undefined
    }
    const told = {
      ref: { messageId, n: 1 },
      providerId: null,
      at: Date.now(),
      price: null,
      currency: null,
      said:
        said === 'delivered'
          ? ({ kind: 'delivered' } as const)
          : ({ kind: 'failed', outcome: { kind: 'try_again', reason, afterMs: 0 }, suppress: false } as const)
    }
    await bench.db.transaction(tx => applyReports(tx, BOT, [told], reactions, () => 0))
  }

  it('one that was accepted is enough to be completed', async () => {
    const id = await bench.sent(5, n => (n === 3 ? accepted(n) : refused()))
    expect(await bench.get(id)).toMatchObject({ status: 'completed', status_reason: null })
    expect((await bench.get(id)).completed_at).toBe('2026-03-02T16:00:00.000Z')
    expect(bench.told).toMatchObject([{ event: 'campaign.completed', campaign: { id } }])
  })

  it('none that was accepted is a failure', async () => {
    const id = await bench.sent(3, () => refused())
    expect(await bench.get(id)).toMatchObject({ status: 'failed', status_reason: { code: 'none_accepted' } })
    expect(bench.told).toMatchObject([{ event: 'campaign.failed' }])
  })

  it('what nobody knows has ended, and is a failure only until it is known better', async () => {
    const id = await bench.sent(2, () => unknown)
    expect(await bench.get(id)).toMatchObject({ status: 'failed', counts: { unconfirmed: 2 } })
    await bench.jobs.run()
    expect((await bench.get(id)).status).toBe('failed')
    const [first = 0] = await idsOf(id)
    await report(first, 'delivered')
    await bench.jobs.run()
    expect(await bench.get(id)).toMatchObject({ status: 'completed', status_reason: null })
    expect(bench.told).toMatchObject([{ event: 'campaign.failed' }, { event: 'campaign.completed' }])
  })

  it('so does the word of a person who counts it as delivered', async () => {
    const id = await bench.sent(2, () => unknown)
    await decideUnconfirmed(bench.db, ownerOf(id), 'assume_delivered')
    await bench.jobs.run()
    expect((await bench.get(id)).status).toBe('completed')
  })

  it('what stops it pauses it, or fails it as the settings say, and it stays that after its rows moved', async () => {
    const paused = await bench.sent(3, () => stop, { concurrency: 1 })
    expect(await bench.get(paused)).toMatchObject({ status: 'paused', status_reason: { code: 'http_401' } })

    await bench.settings.change(BOT, { on_fatal: 'fail' }, SOMEBODY)
    const failed = await bench.sent(3, n => (n === 1 ? accepted(n) : stop), { concurrency: 1 })
    await bench.jobs.run()
    expect(await bench.get(failed)).toMatchObject({
      status: 'failed',
      status_reason: { code: 'http_401' },
      counts: { sent: 1, pending: 2 }
    })
    await bench.campaigns.resume(BOT, failed, SOMEBODY)
    await bench.send(failed, accepted)
    expect(await bench.get(failed)).toMatchObject({ status: 'completed', counts: { sent: 3 } })
  })

  it('a failure that passes, reported after its end, has it run again', async () => {
    const id = await bench.sent(2, accepted)
    const [first = 0] = await idsOf(id)
    await report(first, 'failed_for_now')
    expect(await bench.get(id)).toMatchObject({
      status: 'running',
      completed_at: null,
      counts: { pending: 1 }
    })
  })

  it('but not a cancelled one: then the row fails', async () => {
    const id = await bench.sent(2, n => (n === 1 ? accepted(n) : stop), { concurrency: 1 })
    await bench.campaigns.cancel(BOT, id, SOMEBODY)
    const [first = 0] = await idsOf(id)
    await report(first, 'failed_for_now')
    expect(await bench.get(id)).toMatchObject({ status: 'cancelled', counts: { failed: 1, cancelled: 1 } })
  })
})
