import type { MetricsFigures } from '../../metrics'
import { changesBetween, keyFiguresOf } from '../compare'
import {
  addDays,
  firstDaysOf,
  lengthOf,
  passedOf,
  periodBefore,
  periodOf,
  periodsUpTo,
  type Period,
  type ReportKind
} from '../period'
import type { Report } from '../report-schema'

/** For tests: reports of a bot that never was, the same ones every time. */

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 100

interface Counts {
  started: number
  sent: number
  opened: number
  clicked: number
  replied: number
  out: number
  qualified: number
}

/** Of those who started late in a period, fewer have come to anything than will have. */
const figuresOf = (counts: Counts, days: number, settled: number): MetricsFigures => {
  const { started, sent, opened, clicked, replied, out, qualified } = counts
  const delivered = Math.round(sent * 0.97)
  const bounced = sent - delivered
  const converted = Math.round(Math.min(started, qualified) * settled)
  const average = qualified === 0 ? null : days
  const raw = { opened: Math.round(opened * 1.35), clicked: Math.round(clicked * 1.6) }
  const rawRates = { open_rate_pct: share(raw.opened, sent), click_rate_pct: share(raw.clicked, sent) }
  return {
    total_sequences_started: started,
    leads_qualified: converted,
    completed: Math.round(started * settled * 0.4),
    opted_out: out,
    stopped: 0,
    failed: 0,
    in_progress: Math.max(0, started - converted - out - Math.round(started * settled * 0.4)),
    sent,
    delivered,
    opened,
    clicked,
    replied,
    bounced,
    complained: 0,
    conversion_rate_pct: share(converted, started),
    opt_out_rate_pct: share(out, started),
    delivery_rate_pct: share(delivered, sent),
    open_rate_pct: share(opened, sent),
    click_rate_pct: share(clicked, sent),
    reply_rate_pct: share(replied, sent),
    bounce_rate_pct: share(bounced, sent),
    complaint_rate_pct: share(0, sent),
    avg_days_to_qualify: converted === 0 ? null : days / 2,
    raw: { ...raw, ...rawRates },
    happened: {
      started,
      qualified,
      completed: Math.round(started * 0.3),
      opted_out: out,
      stopped: 0,
      failed: 0,
      sent,
      delivered,
      opened,
      clicked,
      replied,
      bounced,
      complained: 0,
      raw_opened: raw.opened,
      raw_clicked: raw.clicked,
      avg_days_to_qualify: average
    }
  }
}

/** A number between 0 and 1 that a text always gives. */
const chance = (text: string): number => {
  let hash = 2166136261
  for (const sign of text) hash = Math.imul(hash ^ sign.charCodeAt(0), 16777619) >>> 0
  // Neighbouring days differ in one letter: stirred once more, they have nothing in common.
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507) >>> 0
  return ((hash ^ (hash >>> 13)) >>> 0) / 4294967296
}

const countsOf = (date: string, size: number): Counts => {
  const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
  const amount = (name: string, most: number) => Math.round(most * (0.6 + 0.4 * chance(`${date} ${name}`)))
  const sent = amount('sent', weekend ? size * 0.25 : size * 3)
  return {
    started: weekend ? 0 : amount('started', size),
    sent,
    opened: amount('opened', sent * 0.46),
    clicked: amount('clicked', sent * 0.11),
    replied: amount('replied', sent * 0.06),
    out: amount('out', sent * 0.006),
    qualified: amount('qualified', sent * 0.045)
  }
}

const daysOf = ({ from, to }: Pick<Period, 'from' | 'to'>): string[] =>
  Array.from({ length: lengthOf({ from, to }) }, (_, at) => addDays(from, at))

const sumOf = (days: readonly Counts[]): Counts => {
  const sum: Counts = { started: 0, sent: 0, opened: 0, clicked: 0, replied: 0, out: 0, qualified: 0 }
  for (const day of days) for (const name of NAMES) sum[name] += day[name]
  return sum
}
const NAMES: ReadonlyArray<keyof Counts> = [
  'started',
  'sent',
  'opened',
  'clicked',
  'replied',
  'out',
  'qualified'
]

export interface SampleOptions {
  kind: ReportKind
  key: string
  today?: string
  /** Leads who begin on a good day; 0: nothing happens. */
  size?: number
  botName?: string
}

export const sampleReport = ({
  kind,
  key,
  today = '2027-01-01',
  size = 40,
  botName = 'Ferretería El Tornillo'
}: SampleOptions): Report => {
  const whole = periodOf(kind, key)
  const period = whole && passedOf(whole, today)
  if (!whole || !period) throw new Error(`No such period: ${key}`)
  const growing = (one: Period, n: number) => size * (1 + n * 0.06 * chance(one.key))
  const figuresIn = (one: Pick<Period, 'from' | 'to'>, amount: number, settled: number) => {
    const days = daysOf(one).map(date => ({ date, counts: countsOf(date, amount) }))
    const daily = days.map(({ date, counts }) => ({ date, ...figuresOf(counts, 9, settled) }))
    const figures = figuresOf(
      sumOf(days.map(({ counts }) => counts)),
      Math.round(80 + chance(one.from) * 40) / 10,
      settled
    )
    return { daily, figures, key_figures: keyFiguresOf(figures) }
  }
  const now = figuresIn(period, growing(period, 7), 0.4)
  const past = firstDaysOf(periodBefore(whole), lengthOf(period))
  const before = figuresIn(past, growing(past, 6), 0.7)
  const trend = periodsUpTo(whole, kind === 'weekly' ? 8 : 6)
  const names = [
    'Bienvenida a clientes de mostrador',
    'Reactivación <2025> & "ofertas"',
    'Mayoristas',
    'Constructoras del Bajío: seguimiento tras la cotización',
    'Garantías'
  ]
  const subjects = [
    '{{first_name}}, ¿te quedó alguna duda con tu cotización?',
    'Tu catálogo 2026',
    'Una última pregunta',
    '10 % en herramienta eléctrica',
    'cotizacion_lista'
  ]
  return {
    kind,
    period: key,
    from: period.from,
    to: period.to,
    complete: period.to === whole.to,
    timezone: 'America/Mexico_City',
    bot_id: 'demo',
    bot_name: botName,
    made_at: `${addDays(period.to, 1)}T15:00:00.000Z`,
    ...now,
    previous: { period: past.key, from: past.from, to: past.to, ...before },
    changes: changesBetween(before.key_figures, now.key_figures),
    trend: trend.map((one, n) => {
      const passed = one.key === whole.key ? period : one
      const { key_figures } = figuresIn(passed, growing(one, n), 0.7)
      return { period: one.key, from: passed.from, to: passed.to, ...key_figures }
    }),
    top_templates:
      size === 0
        ? []
        : names.map((name, at) => ({
            sequence_id: at + 1,
            name,
            total_sequences_started: 64 - at * 9,
            leads_qualified: 21 - at * 4,
            conversion_rate_pct: share(21 - at * 4, 64 - at * 9),
            sent: 1_240 - at * 180,
            replied: 96 - at * 17,
            reply_rate_pct: share(96 - at * 17, 1_240 - at * 180)
          })),
    top_steps:
      size === 0
        ? []
        : subjects.map((title, at) => ({
            sequence_id: at + 1,
            sequence_name: names[at] ?? '',
            step_key: `s${at}`,
            title: at === 3 ? null : title,
            channel: at === 4 ? 'whatsapp' : 'email',
            sent: 410 - at * 60,
            opened: 220 - at * 34,
            clicked: 61 - at * 9,
            replied: 44 - at * 9,
            open_rate_pct: share(220 - at * 34, 410 - at * 60),
            reply_rate_pct: share(44 - at * 9, 410 - at * 60)
          }))
  }
}
