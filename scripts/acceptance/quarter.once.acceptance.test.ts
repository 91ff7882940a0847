/**
 * A quarter in the life of nurturing: leads with a will of their own over thirteen weeks, day by day on the calendar that
 * moves. At its end the figures of every day are what the exported rows come to, and those have qualified whom the rules
 * name. TEST_FULL=1 makes it five thousand leads.
 */
import { eventually, type Answer } from './client'
import {
  dateInMexico,
  deedsOf,
  expectedDays,
  isQualified,
  nothingDone,
  peopleOf,
  type Deed,
  type Done,
  type ExportedEnrollment,
  type ExportedEvent,
  type ExportedMessage,
  type ExpectedDay
} from './quarter'
import { inMexico, mailStep, sequencesAt, type Enrollment, type Execution } from './sequences'
import { describeWith, useServer } from './target'

const SEED = 20_260_101
const TICKS = 13 * 7
const LEADS = process.env.TEST_FULL === '1' ? 5_000 : 300
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

jest.setTimeout(process.env.TEST_FULL === '1' ? 7_200_000 : 1_500_000)

const server = useServer()
const sequences = sequencesAt(server)

interface List<Item> {
  items: Item[]
  next_cursor: string | null
  total: number
}
type Listed = Enrollment & ExportedEnrollment
type Sent = Execution & { message_id: number | null; finished_at: string }

const all = async <Item>(address: string): Promise<Item[]> => {
  const found: Item[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = `${address}${address.includes('?') ? '&' : '?'}limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`
    const answer: Answer<List<Item>> = await server.api<List<Item>>(at)
    expect(answer.status).toBe(200)
    found.push(...answer.body.items)
    cursor = answer.body.next_cursor
  }
  return found
}

describeWith(['own server', 'clock'], `a quarter of ${LEADS} leads`, () => {
  const people = peopleOf(LEADS, TICKS, SEED)
  const leadIds = new Map<string, number>()
  const done = new Map<number, Done>()
  const messages = new Map<number, ExportedMessage>()
  let start = 0

  const personOf = (lead: number) => people[lead - (leadIds.get(people[0]?.email ?? '') ?? 0)]
  const qualifiedNow = () =>
    [...done].filter(([lead, what]) => isQualified(personOf(lead)?.score ?? null, what)).length

  /** Everything that is due has been sent and is settled. */
  const settled = async (): Promise<Listed[]> => {
    await sequences.execute()
    return eventually(
      () => all<Listed>('/sequences/enrollments?status=active'),
      active =>
        active.every(
          ({ waiting_for, next_send_at: next }) =>
            waiting_for.every(
              ({ code, until }) =>
                code !== 'message' && !(code === 'time' && until !== null && Date.parse(until) <= lastTick)
            ) &&
            (next === null || Date.parse(next) > lastTick)
        ),
      120_000
    )
  }
  let lastTick = 0

  it('goes by', async () => {
    await sequences.settings()
    await sequences.must(
      '/settings',
      'PUT',
      { nurturing_enabled: false, email_rate_per_second: 1000, weekly_report: { weekday: 1, at: '09:00' } },
      [200]
    )
    const { key } = (await server.api<{ key: string }>('/events/key', { method: 'POST' })).body
    const rows = people.map(({ email, score }) => `${email},Ana,${score ?? ''}`)
    const uploaded = await server.api('/leads/upload-csv', {
      method: 'POST',
      file: ['email,first_name,score', ...rows].join('\n')
    })
    expect(uploaded).toMatchObject({ status: 200, body: { accepted: LEADS } })
    for (const { id, email } of await all<{ id: number; email: string }>('/leads')) leadIds.set(email, id)
    const made = [
      await sequences.create({
        name: 'Cuatro correos',
        steps: [0, 3, 4, 7].map((days, n) => mailStep(`a${n}`, { delay_days: days })),
        settings: { skip_weekends: false, send_window: null, pause_on_reply: true }
      }),
      await sequences.create({
        name: 'Tres correos',
        steps: [0, 2, 5].map((days, n) => mailStep(`b${n}`, { delay_days: days })),
        settings: { skip_weekends: false, send_window: null, pause_on_reply: false }
      })
    ]

    // From the next Monday at ten in Mexico City on.
    const now = await sequences.clock()
    for (start = inMexico(`${dateInMexico(now + DAY_MS)} 10:00`); new Date(start).getUTCDay() !== 1;)
      start += DAY_MS
    const due = new Map<number, Array<Deed & { email: string; message: number }>>()
    const seen = new Map<number, number>()
    /** Whoever got a mail will do something about it, or not. */
    const harvest = async (tick: number) => {
      for (const { id, lead_id: lead, emails_sent: sent } of await all<Listed>('/sequences/enrollments')) {
        if (sent === (seen.get(id) ?? 0)) continue
        seen.set(id, sent)
        for (const one of (await sequences.executions(id)) as Sent[]) {
          if (one.status !== 'sent' || one.message_id === null || messages.has(one.message_id)) continue
          messages.set(one.message_id, { message_id: one.message_id, sent_at: one.finished_at })
          const person = personOf(lead)
          if (!person) throw new Error(`Nobody is lead ${lead}.`)
          for (const deed of deedsOf(person, one.step_key, tick, SEED))
            due.set(deed.tick, [
              ...(due.get(deed.tick) ?? []),
              { ...deed, email: person.email, message: one.message_id }
            ])
        }
      }
    }
    for (let tick = 0; tick < TICKS; tick += 1) {
      const before = lastTick
      lastTick = start + tick * DAY_MS
      await sequences.goTo(lastTick)
      // What they did since yesterday, told in the order in which they did it.
      const deeds = (due.get(tick) ?? [])
        .filter(({ email }) => (people.find(one => one.email === email)?.leavesAt ?? TICKS) > tick)
        .sort((a, b) => a.moment - b.moment)
      for (let at = 0; at < deeds.length; at += 500) {
        const json = deeds.slice(at, at + 500).map(({ email, message, type, verdict, moment }) => ({
          email,
          message_id: message,
          event_type: type,
          verdict,
          timestamp: new Date(before + 300_000 + moment * (lastTick - before - 600_000)).toISOString()
        }))
        const told = await server.api('/events', { method: 'POST', token: key, bot: '___', json })
        expect(told.status).toBe(202)
      }
      for (const { email, message, type, verdict } of deeds) {
        if (verdict === 'machine') continue
        const lead = leadIds.get(email) ?? 0
        const what = done.get(lead) ?? nothingDone()
        if (type === 'replied') what.replies += 1
        else what[type].add(message)
        done.set(lead, what)
      }
      await eventually(
        async () => (await server.api<List<unknown>>('/nurturing/qualified?limit=1')).body.total,
        total => total === qualifiedNow(),
        120_000
      )
      for (const { email } of people.filter(({ leavesAt }) => leavesAt === tick))
        expect(
          (await server.api('/opt-outs', { method: 'POST', json: { email, channel: 'all' } })).status
        ).toBeLessThan(300)
      for (const [at, sequence] of made.entries()) {
        const lead_ids = people
          .filter(one => one.startsAt === tick && one.sequence === at)
          .map(({ email }) => leadIds.get(email) ?? 0)
        if (lead_ids.length > 0)
          await sequences.must(
            '/sequences/enrollments/bulk',
            'POST',
            { template_id: sequence.id, lead_ids },
            [200, 201]
          )
      }
      await settled()
      await harvest(tick)
    }
    // What was due some seconds behind the last tick has gone out an hour later, and nothing else is due by then.
    lastTick += HOUR_MS
    await sequences.goTo(lastTick)
    await settled()
    await harvest(TICKS)
    expect(messages.size).toBeGreaterThan(LEADS * 2)
  })

  it('has qualified exactly those whom the rules name', async () => {
    const expected = [...done].filter(([lead, what]) => isQualified(personOf(lead)?.score ?? null, what))
    const listed = await all<{ lead_id: number }>('/nurturing/qualified')
    const ascending = (a: number, b: number) => a - b
    expect(listed.map(one => one.lead_id).sort(ascending)).toEqual(
      expected.map(([lead]) => lead).sort(ascending)
    )
    expect(expected.length).toBeGreaterThan(LEADS / 50)
    expect(expected.length).toBeLessThan(LEADS / 2)
  })

  it('has the figures that its rows come to, on every day', async () => {
    const dates = Array.from({ length: TICKS }, (_, n) => dateInMexico(start + n * DAY_MS))
    const expected = expectedDays(
      dates,
      await all<ExportedEnrollment>('/sequences/enrollments'),
      [...messages.values()],
      await all<ExportedEvent>('/events')
    )
    const range = `from=${dates[0]}&to=${dates[dates.length - 1]}`
    const daily = async () => (await server.api<List<ExpectedDay>>(`/metrics/daily?${range}`)).body.items
    const sumOf = (days: readonly ExpectedDay[], of: (day: ExpectedDay) => number) =>
      days.reduce((n, day) => n + of(day), 0)
    const sum = (of: (day: ExpectedDay) => number) => sumOf(expected, of)
    // What has just happened is counted within moments: that it was is seen by the sums, and what was counted by the days.
    const counted = await eventually(
      daily,
      days =>
        sumOf(days, day => day.sent) >= messages.size &&
        sumOf(days, day => day.happened.raw_opened) >= sum(day => day.happened.raw_opened) &&
        sumOf(days, day => day.happened.qualified) >= sum(day => day.happened.qualified),
      180_000
    )
    expect(counted).toMatchObject(expected)
    expect(sum(day => day.total_sequences_started)).toBe(LEADS)
    expect(sum(day => day.happened.opened)).toBe(sum(day => day.opened))
    expect(sum(day => day.happened.qualified)).toBeGreaterThan(0)
    expect(sum(day => day.opted_out)).toBeGreaterThan(0)
  })

  it('has a report for each week, whose figures add up to the same', async () => {
    const kept = await all<{ id: number; period: string; from: string }>('/reports?kind=weekly')
    expect(kept.map(({ from }) => from)).toEqual(
      Array.from({ length: 12 }, (_, n) => dateInMexico(start + (11 - n) * 7 * DAY_MS))
    )
    for (const { period, from } of kept) {
      const report = await server.api<{ to: string; figures: object; daily: object[] }>(
        `/reports/weekly?week=${period}`
      )
      const range = `from=${from}&to=${report.body.to}`
      expect((await server.api<object>(`/metrics/summary?${range}`)).body).toMatchObject(report.body.figures)
      expect((await server.api<List<object>>(`/metrics/daily?${range}`)).body.items).toEqual(
        report.body.daily
      )
    }
  })
})
