/**
 * A quarter of leads with a will of their own, and what should have come of it: the behaviour is drawn from a fixed seed,
 * and the figures are worked out from what the API exports (enrolments, executions, events) by rules that are written here
 * once more, from the documents alone.
 */

/** Mulberry32: the same numbers for the same seed, everywhere. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface Person {
  email: string
  /** null: nobody has ever given them one. */
  score: number | null
  /** On which tick they come, and into which sequence. */
  startsAt: number
  sequence: 0 | 1
  /** How likely they are to do anything. */
  keenness: number
  /** On which tick they have had enough; null: never. */
  leavesAt: number | null
}

export const peopleOf = (size: number, ticks: number, seed: number): Person[] => {
  const random = randomOf(seed)
  return Array.from({ length: size }, (_, n) => {
    const startsAt = Math.floor(random() * (ticks - 7))
    return {
      email: `lead${n}.q${seed}@example.com`,
      score: random() < 0.1 ? null : Math.floor(random() * 50),
      startsAt,
      sequence: random() < 0.5 ? (0 as const) : (1 as const),
      keenness: random() ** 2,
      leavesAt: random() < 0.05 ? startsAt + 1 + Math.floor(random() * 14) : null
    }
  })
}

export interface Deed {
  tick: number
  /** Where between the tick before and this one: 0 to 1. */
  moment: number
  type: 'opened' | 'clicked' | 'replied'
  verdict: 'human' | 'machine'
}

/** What becomes of one mail that somebody is sent on a tick. The draw belongs to the person and the step. */
export const deedsOf = (person: Person, step: string, sentOn: number, seed: number): Deed[] => {
  const random = randomOf(
    [...`${person.email} ${step}`].reduce((n, sign) => Math.imul(n, 31) + sign.charCodeAt(0), seed)
  )
  const deeds: Deed[] = []
  const add = (type: Deed['type'], verdict: Deed['verdict'], mostDays: number) =>
    deeds.push({ tick: sentOn + 1 + Math.floor(random() ** 2 * mostDays), moment: random(), type, verdict })
  if (random() < 0.3) add('opened', 'machine', 1)
  if (random() < 0.04) add('clicked', 'machine', 1)
  if (random() < 0.15 + person.keenness * 0.6) {
    add('opened', 'human', 12)
    if (random() < 0.2) add('opened', 'human', 12)
  }
  if (random() < person.keenness * 0.35) add('clicked', 'human', 12)
  if (random() < person.keenness * 0.2) add('replied', 'human', 9)
  return deeds
}

/** The tiered model, as docs/nurturing.md tells it. */
export const pointsOf = (opens: number, clicks: number, replies: number): number =>
  (opens >= 4 ? 15 : opens === 3 ? 10 : opens === 2 ? 5 : 0) +
  (clicks >= 2 ? 12 : clicks === 1 ? 8 : 0) +
  (replies >= 2 ? 25 : replies === 1 ? 15 : 0)

export interface Done {
  opened: Set<number>
  clicked: Set<number>
  replies: number
}
export const nothingDone = (): Done => ({ opened: new Set(), clicked: new Set(), replies: 0 })

export const isQualified = (score: number | null, { opened, clicked, replies }: Done): boolean =>
  Math.min(100, (score ?? 0) + pointsOf(opened.size, clicked.size, replies)) >= 50 &&
  clicked.size + replies > 0

export interface ExportedEnrollment {
  id: number
  lead_id: number
  status: string
  started_at: string
  ended_at: string | null
  qualified_at: string | null
}
export interface ExportedMessage {
  message_id: number
  sent_at: string
}
export interface ExportedEvent {
  id: number
  at: string
  type: string
  verdict: string
  lead_id: number
  message_id: number | null
}

const DAY_NAMES = ['opened', 'clicked', 'replied'] as const

export interface ExpectedDay {
  date: string
  total_sequences_started: number
  leads_qualified: number
  opted_out: number
  sent: number
  opened: number
  clicked: number
  replied: number
  raw: { opened: number; clicked: number }
  happened: Record<
    | 'started'
    | 'qualified'
    | 'opted_out'
    | 'sent'
    | 'opened'
    | 'clicked'
    | 'replied'
    | 'raw_opened'
    | 'raw_clicked',
    number
  >
  conversion_rate_pct: number | null
  open_rate_pct: number | null
  click_rate_pct: number | null
  reply_rate_pct: number | null
}

/** Mexico City: six hours behind since 2022, summer and winter. */
export const dateInMexico = (at: string | number): string =>
  new Date((typeof at === 'string' ? Date.parse(at) : at) - 6 * 3_600_000).toISOString().slice(0, 10)

const emptyDay = (date: string): ExpectedDay => ({
  date,
  total_sequences_started: 0,
  leads_qualified: 0,
  opted_out: 0,
  sent: 0,
  opened: 0,
  clicked: 0,
  replied: 0,
  raw: { opened: 0, clicked: 0 },
  happened: {
    started: 0,
    qualified: 0,
    opted_out: 0,
    sent: 0,
    opened: 0,
    clicked: 0,
    replied: 0,
    raw_opened: 0,
    raw_clicked: 0
  },
  conversion_rate_pct: null,
  open_rate_pct: null,
  click_rate_pct: null,
  reply_rate_pct: null
})

const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 100

/** The figures of every day, from the rows alone. */
export const expectedDays = (
  dates: readonly string[],
  enrollments: readonly ExportedEnrollment[],
  messages: readonly ExportedMessage[],
  events: readonly ExportedEvent[]
): ExpectedDay[] => {
  const days = new Map(dates.map(date => [date, emptyDay(date)]))
  const on = (at: string): ExpectedDay => days.get(dateInMexico(at)) ?? emptyDay('outside')
  for (const one of enrollments) {
    on(one.started_at).total_sequences_started += 1
    on(one.started_at).happened.started += 1
    if (one.qualified_at !== null) {
      on(one.started_at).leads_qualified += 1
      on(one.qualified_at).happened.qualified += 1
    } else if (one.status === 'opted_out') {
      on(one.started_at).opted_out += 1
      if (one.ended_at !== null) on(one.ended_at).happened.opted_out += 1
    }
  }
  const byMessage = new Map<number, ExportedEvent[]>()
  for (const event of events)
    if (event.message_id !== null)
      byMessage.set(event.message_id, [...(byMessage.get(event.message_id) ?? []), event])
  for (const { message_id: id, sent_at: sentAt } of messages) {
    on(sentAt).sent += 1
    on(sentAt).happened.sent += 1
    const about = [...(byMessage.get(id) ?? [])].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    for (const name of DAY_NAMES) {
      const first = about.find(({ type, verdict }) => type === name && verdict !== 'machine')
      if (first) {
        on(sentAt)[name] += 1
        on(first.at).happened[name] += 1
      }
      if (name === 'replied') continue
      const firstOfAll = about.find(({ type }) => type === name)
      if (firstOfAll) {
        on(sentAt).raw[name] += 1
        on(firstOfAll.at).happened[`raw_${name}`] += 1
      }
    }
  }
  return [...days.values()].map(day => ({
    ...day,
    conversion_rate_pct: percent(day.leads_qualified, day.total_sequences_started),
    open_rate_pct: percent(day.opened, day.sent),
    click_rate_pct: percent(day.clicked, day.sent),
    reply_rate_pct: percent(day.replied, day.sent)
  }))
}
