import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { countRows, enqueue, reasonCounts, reconcile } from '../outbox'
import { ownerOf } from './campaigns'
import { ReconcileOnce } from './reconciliation'
import { accepted, Bench, BOT, refused, SOMEBODY } from './testing/bench'

describe.each(databases)('The reconciler, $name', ({ create }) => {
  let test: TestDatabase
  let bench: Bench

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
  })
  afterEach(() => test.destroy())

  const spoil = async (id: number) => {
    await bench.db.change(
      'update outbound_lanes set sent = sent + 3, failed = failed - 1, pending = pending + 7 where owner_id = ?',
      [id]
    )
    await bench.db.change(`update outbound_reasons set n = 9 where owner_id = ? and code = '1300'`, [id])
    await bench.db.change(
      `insert into outbound_reasons (owner_type, owner_id, status, code, n) values ('campaign', ?, 'failed', 'made_up', 2)`,
      [id]
    )
  }
  const mixed = (n: number) => (n % 5 ? accepted(n) : refused(n % 10 ? '1300' : '1340'))

  it('finds nothing where nothing is wrong, and writes nothing', async () => {
    const id = await bench.sent(40, mixed)
    const before = await bench.actions()
    expect(await bench.reconciliation.of(BOT, id, SOMEBODY)).toEqual([])
    expect(await bench.actions()).toEqual(before)
  })

  it('says what differs, mends it, and writes it down', async () => {
    const id = await bench.sent(40, mixed)
    const right = { tally: await bench.tally(id), reasons: await reasonCounts(bench.db, ownerOf(id)) }
    await spoil(id)
    expect(await bench.reconciliation.of(BOT, id, SOMEBODY)).toEqual([
      { status: 'pending', code: null, kept: 7, counted: 0 },
      { status: 'sent', code: null, kept: 35, counted: 32 },
      { status: 'failed', code: null, kept: 7, counted: 8 },
      { status: 'failed', code: '1300', kept: 9, counted: 4 },
      { status: 'failed', code: 'made_up', kept: 2, counted: 0 }
    ])
    expect(await bench.tally(id)).toEqual(right.tally)
    expect(await countRows(bench.db, ownerOf(id))).toEqual(right.tally)
    expect(await reasonCounts(bench.db, ownerOf(id))).toEqual(right.reasons)
    expect((await bench.actions())[0]).toBe('campaign.reconciled')
    expect(bench.lines.join()).toContain(`event=campaign.recounted campaign=${id} `)
    expect(await bench.reconciliation.of(BOT, id, SOMEBODY)).toEqual([])
  })

  it('looks at open lanes when a bot is mounted, once, and at no others', async () => {
    const ended = await bench.sent(10, mixed)
    const open = await bench.draft(4)
    await bench.campaigns.start(BOT, open, undefined, SOMEBODY)
    await spoil(ended)
    await bench.db.change('update outbound_lanes set pending = 1 where owner_id = ?', [open])
    const job = new ReconcileOnce(BOT, bench.reconciliation)
    await job.run()
    expect((await bench.get(open)).counts).toMatchObject({ total: 4, pending: 4 })
    expect((await bench.get(ended)).counts.pending).toBe(7)
    await bench.db.change('update outbound_lanes set pending = 2 where owner_id = ?', [open])
    await job.run()
    expect((await bench.get(open)).counts.pending).toBe(2)
  })

  it("knows no campaign of another bot's", async () => {
    const id = await bench.draft(1)
    await expect(bench.reconciliation.of('other', id, SOMEBODY)).rejects.toMatchObject({ status: 404 })
  })

  it('counts more than one piece without a lock, and leaves a lane alone that moves meanwhile', async () => {
    const id = await bench.draft(12_000)
    await bench.db.change('update outbound_lanes set pending = 11990, skipped = 10 where owner_id = ?', [id])
    expect(await reconcile(bench.db, ownerOf(id))).toEqual({
      kind: 'reconciled',
      differences: [
        { status: 'pending', code: null, kept: 11_990, counted: 12_000 },
        { status: 'skipped', code: null, kept: 10, counted: 0 }
      ]
    })

    // Somebody comes in between each two statements of the count.
    let n = 0
    const query = bench.db.query.bind(bench.db)
    const lane = { owner: ownerOf(id), botId: BOT, channel: 'whatsapp' }
    const restless = Object.create(bench.db) as typeof bench.db
    restless.query = async (sql, bindings) => {
      const rows = await query(sql, bindings)
      const person = `+5255${String((n += 1)).padStart(8, '0')}`
      await enqueue(bench.db, lane, [{ person, dedupeKey: person, importId: null, line: n, data: [] }])
      return rows
    }
    expect(await reconcile(restless, ownerOf(id))).toEqual({ kind: 'moving' })
    expect(await bench.tally(id)).toEqual(await countRows(bench.db, ownerOf(id)))
  })
})
