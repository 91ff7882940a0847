import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { ownerOf } from './campaigns'
import { Outlooks } from './outlook'
import { accepted, Bench, BOT, SOMEBODY } from './testing/bench'

const HOUR = 3_600_000
const ready = { kind: 'ready' as const, channel: { sender: '5215500000000' } }
const notReady = { kind: 'not_ready' as const, reason: { code: 'no_credentials', detail: 'None.' } }

describe.each(databases)('What lies before campaigns, $name', ({ create }) => {
  let test: TestDatabase
  let bench: Bench

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
  })
  afterEach(() => test.destroy())

  const outlooks = (answer: typeof ready | typeof notReady = ready) =>
    new Outlooks({ ...bench, channel: { open: async () => answer } })
  const outlookOf = async (id: number, answer?: typeof ready | typeof notReady) => {
    const campaign = await bench.get(id)
    return (await outlooks(answer).of(BOT, [campaign]))(campaign)
  }
  const running = async (people: number) => {
    const id = await bench.draft(people)
    await bench.campaigns.start(BOT, id, undefined, SOMEBODY)
    return id
  }
  const putOff = (id: number, byMs: number, howMany: number) =>
    bench.db.change(
      `update outbound_messages set not_before = ${bench.db.now} + ?
        where id in (select id from outbound_messages where owner_id = ? order by id limit ?)`,
      [byMs, id, howMany]
    )
  /** From the bench's calendar, which stands still while the database's time goes on. */
  const fromNow = (iso: string | null) => Date.parse(iso ?? '') - bench.calendar.time

  it('is told of each state, for many at once as for one', async () => {
    const ids = [
      await bench.draft(1),
      await running(3),
      await bench.sent(2, accepted),
      await running(1)
    ] as const
    await bench.campaigns.pause(BOT, ids[3], SOMEBODY)
    const { items } = await bench.campaigns.list(BOT, { limit: 10 })
    const of = await outlooks().of(BOT, items)
    const codes = items.map(campaign => of(campaign).waiting_for.map(({ code }) => code))
    expect(codes.reverse()).toEqual([['not_started'], ['sending'], [], ['paused_by_hand']])
    for (const id of ids) {
      const alone = await outlookOf(id)
      expect(alone.waiting_for).toEqual(of(await bench.get(id)).waiting_for)
    }
  })

  it('knows of retries that are due later, by the calendar', async () => {
    const id = await running(3)
    expect(fromNow((await outlookOf(id)).eta)).toBeLessThan(HOUR / 60)
    await putOff(id, HOUR, 1)
    const mixed = await outlookOf(id)
    expect(mixed.waiting_for).toMatchObject([{ code: 'sending' }])
    expect(Math.abs(fromNow(mixed.eta) - HOUR)).toBeLessThan(60_000)
    await putOff(id, 2 * HOUR, 3)
    const [waiting] = (await outlookOf(id)).waiting_for
    expect(waiting?.code).toBe('retry')
    expect(Math.abs(fromNow(waiting?.until ?? null) - 2 * HOUR)).toBeLessThan(60_000)
  })

  it('counts the days that a limit of people takes', async () => {
    const id = await running(30)
    await bench.settings.change(BOT, { daily_unique_limit: 10 }, SOMEBODY)
    expect(fromNow((await outlookOf(id)).eta)).toBe(2 * 24 * HOUR)
  })

  it('promises nothing while the channel cannot send', async () => {
    const id = await running(3)
    expect(await outlookOf(id, notReady)).toMatchObject({
      eta: null,
      waiting_for: [{ code: 'no_credentials', until: null }]
    })
  })

  it('says nothing of a campaign that is being deleted under its eyes', async () => {
    const id = await running(1)
    const campaign = await bench.get(id)
    await bench.db.change('delete from outbound_lanes where owner_id = ?', [ownerOf(id).id])
    expect((await outlooks().of(BOT, [campaign]))(campaign).eta).toBeNull()
  })
})
