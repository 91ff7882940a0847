import type { MetricsFigures } from '../../metrics'
import { gather, type Days, type FiguresSource } from '../gather'
import { addDays, lengthOf, passedOf, periodOf, type ReportKind } from '../period'
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

const daysOf = ({ from, to }: Days): string[] =>
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

const NAMES_OF_SEQUENCES = [
  'Bienvenida a clientes de mostrador',
  'Reactivación <2025> & "ofertas"',
  'Mayoristas',
  'Constructoras del Bajío: seguimiento tras la cotización',
  'Garantías'
]
const TITLES = [
  '{{first_name}}, ¿te quedó alguna duda con tu cotización?',
  'Tu catálogo 2026',
  'Una última pregunta',
  null,
  'cotizacion_lista'
]

/** Metrics in which more happens from year to year; 0: nothing ever does. */
export const sampleSource = (size: number): FiguresSource => {
  const sizeOn = (day: string) =>
    size * (1 + (Date.parse(day) - Date.parse('2026-01-01')) / (365 * 86_400_000))
  const figuresIn = (days: Days, settled: number, part = 1): MetricsFigures => {
    const counts = sumOf(daysOf(days).map(day => countsOf(day, sizeOn(day) * part)))
    return figuresOf(counts, Math.round(80 + chance(days.from) * 40) / 10, settled)
  }
  const tops = (days: Days) =>
    size === 0
      ? []
      : NAMES_OF_SEQUENCES.map((name, at) => ({
          name,
          at,
          figures: figuresIn(days, 0.9 - at * 0.13, 0.3 - at * 0.04)
        }))
  return {
    daily: async (_botId, days) =>
      daysOf(days).map(date => ({ date, ...figuresIn({ from: date, to: date }, 0.4) })),
    summary: async (_botId, days) => ({ from: days.from, to: days.to, ...figuresIn(days, 0.4) }),
    async topSequences(_botId, { from, to }) {
      const all = tops({ from, to }).map(({ name, at, figures }) => ({
        sequence_id: at + 1,
        name,
        ...figures
      }))
      return { from, to, by_conversion: all, by_reply_rate: all }
    },
    async topSteps(_botId, { from, to }) {
      const all = tops({ from, to }).map(({ name, at, figures }) => ({
        sequence_id: at + 1,
        sequence_name: name,
        step_key: `paso${at}`,
        channel: at === 4 ? ('whatsapp' as const) : ('email' as const),
        title: TITLES[at] ?? null,
        ...figures,
        qualified: figures.leads_qualified
      }))
      return { from, to, by_conversion: all, by_reply_rate: all }
    }
  }
}

export interface SampleOptions {
  kind: ReportKind
  key: string
  today?: string
  /** Leads who begin on a good day; 0: nothing happens. */
  size?: number
  botName?: string
}

export const sampleReport = async ({
  kind,
  key,
  today = '2027-01-01',
  size = 40,
  botName = 'Ferretería El Tornillo'
}: SampleOptions): Promise<Report> => {
  const whole = periodOf(kind, key)
  const passed = whole && passedOf(whole, today)
  if (!whole || !passed) throw new Error(`No such period: ${key}`)
  return gather(sampleSource(size), {
    botId: 'demo',
    botName,
    timezone: 'America/Mexico_City',
    whole,
    passed,
    now: Date.parse(`${addDays(passed.to, 1)}T15:00:00Z`)
  })
}
