import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { engagementBench, type EngagementBench } from '../testing/bench'
import { EventsRetention } from './retention'
import { engagementEvent, type EventBody, type NewEvent } from './event'
import { lastActivities } from './last-activities'
import { recordEvents } from './record'
import { settleDue } from './settle'
import { eventRoutes } from './routes'
import { statementsThatScan } from '../../inbox/testing/plans'
import { BOT } from '../testing/bench'

const START = Date.parse('2026-07-01T15:00:00Z')

describe.each(databases)('Events, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench
  let ana: number

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
    ana = await bench.lead({ email: 'ana@example.com', phone_number: '4422591631' })
  })
  afterEach(() => test.destroy())

  const record = (...events: NewEvent[]) => bench.db.transaction(tx => recordEvents(tx, BOT, events))
  const event = (dedupeKey: string, more: Partial<NewEvent> = {}): NewEvent => ({
    dedupeKey,
    type: 'replied',
    source: 'reported',
    at: START,
    person: 'ana@example.com',
    channel: 'email',
    ...more
  })
  const click = (dedupeKey: string, afterMs: number, more: Partial<NewEvent> = {}): NewEvent =>
    event(dedupeKey, {
      type: 'clicked',
      source: 'tracking',
      at: START + afterMs,
      finalAt: START + afterMs + 120_000,
      messageId: 7,
      link: 'https://example.com/',
      origin: dedupeKey,
      ...more
    })
  const told = async (): Promise<EventBody[]> => {
    const rows = await bench.db.query(
      'select body from outbound_inbox where bot_id = ? and kind = ? order by id',
      [BOT, engagementEvent.name]
    )
    return rows.map(({ body }) => engagementEvent.body.parse(JSON.parse(String(body))))
  }
  const list = async (query: object = {}) =>
    (await eventRoutes(bench.db)[0]?.handle(
      // The route's own schema reads the query; its handler is what is under test.
      {
        botId: BOT,
        query: { limit: 50, ...query },
        caller: { email: null },
        params: {},
        body: {},
        req: bench.noRequest
      },
      bench.noResponse
    )) as { items: Array<Record<string, unknown>>; total: number; next_cursor: string | null }

  it('are told at once where nothing more can be learnt, each once', async () => {
    await record(event('a'), event('a'), event('b', { type: 'auto_reply', returnAt: START + 5 }))
    await record(event('a'), event('c', { person: 'nobody@example.com' }))
    expect(await told()).toEqual([
      expect.objectContaining({
        type: 'replied',
        lead_id: ana,
        person: 'ana@example.com',
        verdict: 'human',
        at: START
      }),
      expect.objectContaining({ type: 'auto_reply', return_at: START + 5 })
    ])
    expect(await list()).toMatchObject({ total: 2, items: [{ final: true }, { final: true }] })
  })

  it('of another bot are not of this one', async () => {
    await bench.db.transaction(tx => recordEvents(tx, 'other', [event('a')]))
    expect(await told()).toEqual([])
    await record(event('a'))
    expect(await list()).toMatchObject({ total: 1 })
  })

  it('wait for their verdict where a burst may follow', async () => {
    await record(click('a', 0))
    expect(await told()).toEqual([])
    expect(await settleDue(bench.db, BOT, START + 119_999)).toBe(0)
    expect(await list()).toMatchObject({ items: [{ final: false, verdict: 'human' }] })
    expect(await settleDue(bench.db, BOT, START + 120_000)).toBe(1)
    expect(await told()).toEqual([
      expect.objectContaining({ type: 'clicked', verdict: 'human', message_id: 7 })
    ])
    expect(await settleDue(bench.db, BOT, START + 200_000)).toBe(0)
    expect(await told()).toHaveLength(1)
  })

  it('in a burst are all of a machine, those that came later too, and a click a minute after it is not', async () => {
    await record(click('open', -30_000, { type: 'opened', link: null, origin: 'scanner' }))
    await record(click('a', 0, { origin: 'scanner' }))
    await record(click('b', 900, { link: 'https://example.com/2', origin: 'scanner' }))
    await record(click('c', 60_000, { origin: 'ana' }))
    expect(await settleDue(bench.db, BOT, START + 90_000)).toBe(1)
    // The opening's time is over; the clicks beside it are known for what they are before theirs is.
    expect(await list()).toMatchObject({
      items: [
        { verdict: 'human', final: false },
        { verdict: 'machine', final: false, signals: ['links_at_once'] },
        { verdict: 'machine', final: false },
        { type: 'opened', verdict: 'machine', final: true, signals: ['same_origin_as_a_machine'] }
      ]
    })
    await settleDue(bench.db, BOT, START + 500_000)
    const verdicts = (await told()).map(({ type, verdict }) => `${type} ${verdict}`)
    expect(verdicts).toEqual(['opened machine', 'clicked machine', 'clicked machine', 'clicked human'])
    expect(await bench.db.query('select id from outbound_events where origin is not null')).toEqual([])
  })

  it('of several recipients at once from one place are a machine; final ones stay what they are', async () => {
    const others = await Promise.all([1, 2].map(n => bench.lead({ email: `p${n}@example.com` })))
    const persons = [ana, ...others]
    await record(
      ...persons.map((leadId, n) =>
        click(`p${n}`, n * 1000, { leadId, messageId: 10 + n, origin: 'gateway', type: 'opened', link: null })
      )
    )
    await settleDue(bench.db, BOT, START + 120_000)
    await settleDue(bench.db, BOT, START + 122_000)
    expect((await told()).map(({ verdict }) => verdict)).toEqual(['machine', 'machine', 'machine'])
  })

  it('are settled by several processes, each once', async () => {
    await record(...Array.from({ length: 150 }, (_, n) => click(`x${n}`, n * 20_000, { messageId: 100 + n })))
    const settle = async () => {
      while ((await settleDue(bench.db, BOT, START + 10_000_000)) > 0);
    }
    await Promise.all([settle(), settle(), settle()])
    const ids = (await told()).map(({ event_id }) => event_id)
    expect(ids).toHaveLength(150)
    expect(new Set(ids).size).toBe(150)
  })

  it('are listed by lead, type and time, page by page', async () => {
    const ben = await bench.lead({ email: 'ben@example.com' })
    await record(
      ...Array.from({ length: 5 }, (_, n) => event(`r${n}`, { at: START + n })),
      event('m', { type: 'meeting_booked', leadId: ben, at: START + 10 })
    )
    expect(await list({ lead_id: ben })).toMatchObject({ total: 1, items: [{ type: 'meeting_booked' }] })
    expect(await list({ type: 'replied', from: new Date(START + 3).toISOString() })).toMatchObject({
      total: 2
    })
    const first = await list({ lead_id: ana, limit: 3 })
    const second = await list({ lead_id: ana, limit: 3, cursor: first.next_cursor })
    expect([...first.items, ...second.items].map(({ at }) => Date.parse(String(at)) - START)).toEqual([
      4, 3, 2, 1, 0
    ])
    expect(second.next_cursor).toBeNull()
  })

  it("are in the lead's timeline, and say nothing of a person who is forgotten", async () => {
    await record(click('a', 0, { client: 'Firefox', country: 'MX' }))
    expect(await bench.timelineOf(ana)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'event.clicked',
          channel: 'email',
          details: expect.objectContaining({ link: 'https://example.com/', client: 'Firefox', country: 'MX' })
        })
      ])
    )
    await bench.forget(ana)
    const [row] = await bench.db.query('select * from outbound_events')
    expect(JSON.stringify(row)).not.toMatch(/ana@|Firefox|MX|example/)
    expect(row).toMatchObject({ type: 'clicked' })
  })

  it('say nothing of anybody any more once they are older than data is kept', async () => {
    const day = 86_400_000
    bench.calendar.set(START)
    await record(
      ...Array.from({ length: 1_203 }, (_, n) =>
        event(`old${n}`, { at: START - 31 * day, details: { a: 1 } })
      ),
      event('new', { at: START - 29 * day })
    )
    const job = new EventsRetention(bench, BOT)
    const named = async () =>
      (await bench.db.query('select id from outbound_events where person is not null')).length
    await job.run()
    expect(await named()).toBe(1_204)
    await bench.settings.change(BOT, { retention_days: 30 }, { email: null })
    const later = new EventsRetention(bench, BOT)
    for (let n = 0; n < 4; n += 1) await later.run()
    expect(await named()).toBe(1)
    expect(await list()).toMatchObject({ total: 1_204 })
  })

  it('tell what each lead did last; what came to them and what machines did is nothing of theirs', async () => {
    const ben = await bench.lead({ email: 'ben@example.com' })
    const eva = await bench.lead({ email: 'eva@example.com' })
    await record(
      event('old', { type: 'replied', at: START }),
      event('read', { type: 'opened', channel: 'whatsapp', person: '+524422591631', at: START + 1 }),
      event('scan', { type: 'clicked', at: START + 2, verdict: 'machine' }),
      event('away', { type: 'auto_reply', at: START + 3 }),
      event('there', { type: 'delivered', at: START + 4 }),
      event('met', { type: 'meeting_booked', channel: null, leadId: ben, at: START }),
      event('bounce', { type: 'bounced', leadId: eva, at: START })
    )
    expect(await lastActivities(bench.db)(BOT, [ana, ben, eva, 999_999])).toEqual(
      new Map([
        [ana, { type: 'opened', channel: 'whatsapp', at: START + 1 }],
        [ben, { type: 'meeting_booked', channel: null, at: START }]
      ])
    )
    expect(await lastActivities(bench.db)('other', [ana])).toEqual(new Map())
  })

  it('are found by their indexes', async () => {
    await bench.db.change(
      `insert into outbound_events (bot_id, lead_id, type, source, verdict, signals, at, final_at, told, received_at,
                                    message_id, origin, details, dedupe_key)
       select ?, n, 'opened', 'tracking', 'human', '[]', n, n, 1, n, 1000 + n, 'place ' || n, '{}', 'filler ' || n
         from ${bench.db.rows({ n: 'integer' })} given where true`,
      [BOT, JSON.stringify(Array.from({ length: 50_000 }, (_, n) => ({ n: n + 1000 })))]
    )
    await bench.db.execute('analyze')
    const work = async () => {
      await record(click('a', 0), event('b'))
      await settleDue(bench.db, BOT, START + 500_000)
      await list({ lead_id: ana })
      await list({ type: 'clicked' })
      await bench.timelineOf(ana)
      expect((await lastActivities(bench.db)(BOT, [ana, 1001, 40_000])).size).toBe(3)
    }
    const scanning = await statementsThatScan(test.knex, bench.db, work)
    expect(scanning.filter(sql => /outbound_events/.test(sql) && !/count\(\*\)/.test(sql))).toEqual([])
  })
})
