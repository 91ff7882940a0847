import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { closeLane, countRows, reasonCounts, removeLane } from '../outbox'
import { toNumber } from '../platform/database/values'
import { insertImport, insertRefused } from '../platform/import/store'
import { ownerOf } from './campaigns'
import { moveStatus } from './store'
import { accepted, Bench, BOT, refused, SOMEBODY } from './testing/bench'

const DAY_MS = 86_400_000

describe.each(databases)('What campaigns do by themselves, $name', ({ create }) => {
  let test: TestDatabase
  let bench: Bench

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
  })
  afterEach(() => test.destroy())

  const rowsOf = async (table: string) =>
    toNumber((await bench.db.first(`select count(*) as n from ${table}`))?.n)

  it('finish a cancellation that was interrupted, and only that one', async () => {
    const other = await bench.draft(3)
    const id = await bench.draft(2_500)
    await bench.campaigns.start(BOT, id, undefined, SOMEBODY)
    // What is in the database when the process dies right after the order was taken.
    await bench.db.transaction(async tx => {
      await closeLane(tx, ownerOf(id))
      await moveStatus(tx, BOT, id, ['running'], { status: 'cancelled', completedAt: bench.calendar.time })
    })
    await bench.jobs.run()
    expect((await bench.get(id)).counts).toMatchObject({ total: 2_500, pending: 0, cancelled: 2_500 })
    expect(await countRows(bench.db, ownerOf(id))).toEqual(await bench.tally(id))
    expect(await reasonCounts(bench.db, ownerOf(id))).toEqual([
      { status: 'cancelled', code: 'cancelled', count: 2_500 }
    ])
    expect((await bench.get(other)).counts).toMatchObject({ pending: 3 })
  })

  it('finish a deletion that was interrupted, once nobody is at it any more', async () => {
    const other = await bench.draft(3)
    const id = await bench.sent(2_500, accepted)
    await bench.db.transaction(async tx => {
      await removeLane(tx, ownerOf(id))
      await moveStatus(tx, BOT, id, ['completed'], { status: 'cancelled' })
    })
    await bench.jobs.run()
    expect(await rowsOf('outbound_messages')).toBe(2_503)
    await bench.db.change('update outbound_campaigns set updated_at = updated_at - 120000 where id = ?', [id])
    await bench.jobs.run()
    await expect(bench.get(id)).rejects.toMatchObject({ status: 404 })
    expect(await rowsOf('outbound_messages')).toBe(3)
    expect(await rowsOf('outbound_attempts')).toBe(0)
    expect(await rowsOf('outbound_timeline')).toBe(0)
    expect((await bench.get(other)).counts).toMatchObject({ pending: 3 })
  })

  it('delete a campaign with everything that was ever part of it', async () => {
    const id = await bench.sent(20, n => (n % 2 ? accepted(n) : refused()))
    await bench.campaigns.delete(BOT, id, SOMEBODY)
    for (const table of [
      'campaigns',
      'lanes',
      'messages',
      'attempts',
      'reasons',
      'timeline',
      'costs',
      'imports'
    ])
      expect({ table, rows: await rowsOf(`outbound_${table}`) }).toEqual({ table, rows: 0 })
  })

  it('start what is due, once, however often they look', async () => {
    const at = new Date(bench.calendar.time + DAY_MS).toISOString()
    const id = await bench.draft(1)
    await bench.campaigns.start(BOT, id, at, SOMEBODY)
    await bench.jobs.run()
    expect((await bench.get(id)).status).toBe('scheduled')
    bench.calendar.time += DAY_MS + 1_000
    await Promise.all([bench.jobs.run(), bench.jobs.run()])
    await bench.jobs.run()
    expect((await bench.get(id)).status).toBe('running')
    expect((await bench.actions()).filter(action => action === 'campaign.started')).toHaveLength(1)
  })
})

describe.each(databases)('Retention, $name', ({ create }) => {
  let test: TestDatabase
  let bench: Bench

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
    await bench.settings.change(BOT, { retention_days: 30 }, SOMEBODY)
  })
  afterEach(() => test.destroy())

  /** Whether a number, a name or a provider's id is left anywhere. */
  const leadsToPeople = async (id: number) =>
    /4422\d{6}|Ana|uuid/.test(
      JSON.stringify([
        await bench.db.query('select * from outbound_messages where owner_id = ?', [id]),
        await bench.db.query(
          'select * from outbound_attempts where message_id in (select id from outbound_messages where owner_id = ?)',
          [id]
        ),
        await bench.db.query(
          `select r.* from outbound_refused r join outbound_imports i on i.id = r.import_id where i.owner_id = ?`,
          [id]
        )
      ])
    )
  const rowsOf = async (table: string) =>
    toNumber((await bench.db.first(`select count(*) as n from ${table}`))?.n)
  const refusedRow = async (id: number) => {
    const importId = await insertImport(bench.db, {
      botId: BOT,
      owner: ownerOf(id),
      fileName: 'gente.csv',
      columns: ['phone_number'],
      mapping: { phone_number: 'phone_number' },
      delimiter: ',',
      startedBy: null
    })
    const cells = ['4422000000']
    const problem = { column: 'phone_number', value: '4422000000', code: 'phone_too_short', message: 'short' }
    await insertRefused(bench.db, BOT, importId, [{ line: 2, kind: 'invalid', cells, ...problem }])
  }

  it('takes people out of what ended long ago, and leaves every count', async () => {
    const id = await bench.sent(1_100, n => (n % 10 ? accepted(n) : refused()))
    await refusedRow(id)
    const before = { campaign: await bench.get(id), reasons: await reasonCounts(bench.db, ownerOf(id)) }
    bench.calendar.time += 29 * DAY_MS
    await bench.retention.run()
    expect(await leadsToPeople(id)).toBe(true)

    bench.calendar.time += 2 * DAY_MS
    await bench.retention.run()
    expect(await leadsToPeople(id)).toBe(false)
    expect(await bench.get(id)).toEqual(before.campaign)
    expect(await reasonCounts(bench.db, ownerOf(id))).toEqual(before.reasons)
    expect(await countRows(bench.db, ownerOf(id))).toEqual(await bench.tally(id))
    expect(await bench.reconciliation.of(BOT, id, SOMEBODY)).toEqual([])

    bench.calendar.time += DAY_MS
    await bench.retention.run()
    expect((await bench.actions()).filter(action => action === 'campaign.people_removed')).toHaveLength(1)
  })

  it('leaves what may still be sent to, and what ended lately', async () => {
    const draft = await bench.draft(1)
    const running = await bench.draft(1)
    await bench.campaigns.start(BOT, running, undefined, SOMEBODY)
    bench.calendar.time += 31 * DAY_MS
    const late = await bench.sent(1, accepted)
    await bench.retention.run()
    for (const id of [draft, running, late]) expect(await leadsToPeople(id)).toBe(true)
  })

  it('has nobody left whom a retry could write to', async () => {
    const id = await bench.sent(3, n => (n === 1 ? accepted(n) : refused()))
    bench.calendar.time += 31 * DAY_MS
    await bench.retention.run()
    expect(await bench.campaigns.retryFailed(BOT, id, undefined, SOMEBODY)).toBe(0)
    expect(await bench.get(id)).toMatchObject({ status: 'completed', counts: { pending: 0, failed: 2 } })
  })

  it('forgets the address of who is in nothing any more, and nobody else', async () => {
    const kept = await bench.draft(2)
    const gone = await bench.sent(3, accepted)
    const [somebody] = await bench.db.query('select person from outbound_messages where owner_id = ?', [kept])
    const stranger = (n: number) => `+5233000000${n}0`
    const persons = [String(somebody?.person), stranger(1), stranger(2), stranger(3)]
    for (const person of persons) {
      await bench.db.change(
        `insert into outbound_addresses (bot_id, channel, person, address, updated_at) values (?, 'whatsapp', ?, '1', ?)`,
        [BOT, person, person === stranger(3) ? Date.now() : 0]
      )
    }
    bench.known.push(stranger(2))
    await bench.campaigns.delete(BOT, gone, SOMEBODY)
    await bench.retention.run()
    const left = await bench.db.query('select person from outbound_addresses order by person')
    expect(left.map(({ person }) => person)).toEqual([stranger(2), stranger(3), persons[0]].sort())
  })

  it('keeps no contact that no limit counts, and every one that is counted', async () => {
    await bench.settings.change(BOT, { retention_days: null }, SOMEBODY)
    await bench.sent(2, accepted)
    await bench.db.change(
      `insert into outbound_contacts (sender, person, last_at) values ('whatsapp:1', '+523300000099', ?)`,
      [Date.now() - 3 * DAY_MS]
    )
    expect(await rowsOf('outbound_contacts')).toBe(3)
    await bench.retention.run()
    expect(await rowsOf('outbound_contacts')).toBe(2)
  })

  it('works in portions, the next of which goes on where the last one ended', async () => {
    const id = await bench.draft(20_500)
    await bench.campaigns.cancel(BOT, id, SOMEBODY)
    bench.calendar.time += 31 * DAY_MS
    await bench.retention.run()
    expect(await leadsToPeople(id)).toBe(true)
    await bench.retention.run()
    expect(await leadsToPeople(id)).toBe(false)
  })
})
