import type { Database } from '../platform/database/database'
import { sequenceNames, stepsThatWrite } from '../sequences'
import { dateOf, dayNamed, mondayOf } from './day'
import { figuresOf, percent, stepFiguresOf } from './figures'
import type { Grain } from './grains'
import { addTo, noSums, type Sums } from './measures'
import type {
  Cohort,
  DailyMetrics,
  MetricsSummary,
  TopSequence,
  TopSequences,
  TopStep,
  TopSteps
} from './schema'
import { lastDayWith, readSums, type SumsFilter } from './sums-store'

/** Days as `YYYY-MM-DD`, both within, in the bot's time zone. */
export interface MetricsRange {
  from: string
  to: string
}

export interface MetricsFilter extends MetricsRange {
  sequenceId?: number
  stepKey?: string
  sender?: string
}

const daysOf = ({ from, to }: MetricsRange) => ({ from: dayNamed(from), to: dayNamed(to) })

const SEQUENCE: readonly Grain[] = ['sequence', 'step']

/** The coarsest sums that can tell it. */
const filterOf = ({ sequenceId, stepKey, sender, ...range }: MetricsFilter): SumsFilter => {
  const days = daysOf(range)
  if (stepKey !== undefined || (sender !== undefined && sequenceId !== undefined))
    return { grains: ['step'], ...days, sequenceId, part: stepKey, sender }
  if (sender !== undefined)
    return { grains: ['sender'], ...days, sequenceId: 0, sender, partBegins: 'sequence ' }
  if (sequenceId !== undefined) return { grains: SEQUENCE, ...days, sequenceId }
  return { grains: ['all'], ...days, sequenceId: 0 }
}

/** Every day of the range, also those on which nothing happened. */
export const dailyMetrics = async (
  db: Database,
  botId: string,
  filter: MetricsFilter
): Promise<DailyMetrics[]> => {
  const rows = await readSums(db, botId, filterOf(filter), ['day'])
  const byDay = new Map(rows.map(({ day, sums }) => [day, sums]))
  const { from, to } = daysOf(filter)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => ({
    date: dateOf(from + n),
    ...figuresOf(byDay.get(from + n) ?? noSums())
  }))
}

export const summaryOf = async (
  db: Database,
  botId: string,
  filter: MetricsFilter
): Promise<MetricsSummary> => {
  const [row] = await readSums(db, botId, filterOf(filter), [])
  return { from: filter.from, to: filter.to, ...figuresOf(row?.sums ?? noSums()) }
}

/** Of all sequences, or of one: the last day on which somebody began, was written to, or did something. */
export const lastDayOf = async (db: Database, botId: string, sequenceId?: number): Promise<string | null> => {
  const kept: readonly Grain[] = sequenceId === undefined ? ['all'] : SEQUENCE
  const days = await Promise.all(
    kept.map(grain => lastDayWith(db, botId, { grain, sequenceId: sequenceId ?? 0 }))
  )
  const last = Math.max(...days.map(day => day ?? -1))
  return last < 0 ? null : dateOf(last)
}

export interface TopOptions extends MetricsRange {
  limit: number
  /** What has fewer behind it comes after what has enough: one lead who qualified out of one is no record. */
  least?: number
}

const LEAST = 10

export const topSequences = async (
  db: Database,
  botId: string,
  { limit, least = LEAST, ...range }: TopOptions
): Promise<TopSequences> => {
  const rows = await readSums(db, botId, { grains: SEQUENCE, ...daysOf(range) }, ['sequence_id'])
  const names = await sequenceNames(
    db,
    botId,
    rows.map(({ sequenceId }) => sequenceId)
  )
  const all = rows.map(({ sequenceId, sums }): TopSequence => ({
    sequence_id: sequenceId,
    name: names.get(sequenceId) ?? '',
    ...figuresOf(sums)
  }))
  return {
    ...range,
    by_conversion: best(all, limit, least, one => [one.conversion_rate_pct, one.total_sequences_started]),
    by_reply_rate: best(all, limit, least, one => [one.reply_rate_pct, one.sent])
  }
}

export const topSteps = async (
  db: Database,
  botId: string,
  { limit, least = LEAST, sequenceId, ...range }: TopOptions & { sequenceId?: number }
): Promise<TopSteps> => {
  const all = await stepsIn(db, botId, { ...range, sequenceId })
  return {
    ...range,
    by_conversion: best(all, limit, least, one => [one.conversion_rate_pct, one.sent]),
    by_reply_rate: best(all, limit, least, one => [one.reply_rate_pct, one.sent])
  }
}

/** Every step of which something was sent, in no order. */
export const stepsIn = async (
  db: Database,
  botId: string,
  { sequenceId, ...range }: MetricsRange & { sequenceId?: number }
): Promise<TopStep[]> => {
  const rows = await readSums(db, botId, { grains: ['step'], ...daysOf(range), sequenceId }, [
    'sequence_id',
    'part'
  ])
  const ids = [...new Set(rows.map(row => row.sequenceId))]
  const names = await sequenceNames(db, botId, ids)
  const steps = new Map(
    (await stepsThatWrite(db, botId, ids)).map(step => [`${step.sequenceId} ${step.key}`, step])
  )
  return rows.map(row => {
    const step = steps.get(`${row.sequenceId} ${row.part}`)
    return {
      sequence_id: row.sequenceId,
      sequence_name: names.get(row.sequenceId) ?? '',
      step_key: row.part,
      channel: step?.channel ?? null,
      title: step?.title ?? null,
      ...stepFiguresOf(row.sums)
    }
  })
}

/** The highest rate first; of the same rate, the one with more behind it. What has none is left out. */
const best = <T>(
  all: readonly T[],
  limit: number,
  least: number,
  by: (one: T) => [rate: number | null, of: number]
): T[] =>
  all
    .flatMap(one => {
      const [rate, of] = by(one)
      return rate === null ? [] : [{ one, rate, of }]
    })
    .sort((a, b) => Number(b.of >= least) - Number(a.of >= least) || b.rate - a.rate || b.of - a.of)
    .slice(0, limit)
    .map(({ one }) => one)

/** Those who started in each week of the range, its first and last whole, and how many weeks they took to qualify. */
export const cohorts = async (
  db: Database,
  botId: string,
  { sequenceId, ...range }: MetricsRange & { sequenceId?: number }
): Promise<Cohort[]> => {
  const days = daysOf(range)
  const first = mondayOf(days.from)
  const last = mondayOf(days.to)
  const within = { from: first, to: last + 6, sequenceId: sequenceId ?? 0 }
  const weeks = new Map<number, Sums>()
  const grains: Grain[] = sequenceId === undefined ? ['all'] : ['sequence']
  for (const { day, sums } of await readSums(db, botId, { grains, ...within }, ['day'])) {
    const known = weeks.get(mondayOf(day)) ?? noSums()
    addTo(known, sums)
    weeks.set(mondayOf(day), known)
  }
  const ages = new Map<number, Map<number, number>>()
  for (const { day, part, sums } of await readSums(db, botId, { grains: ['cohort'], ...within }, [
    'day',
    'part'
  ]))
    ages.set(day, (ages.get(day) ?? new Map<number, number>()).set(Number(part), sums.qualified))
  return Array.from({ length: (last - first) / 7 + 1 }, (_, n) => {
    const week = first + n * 7
    return cohortOf(week, weeks.get(week) ?? noSums(), ages.get(week) ?? new Map())
  })
}

const cohortOf = (week: number, sums: Sums, ages: ReadonlyMap<number, number>): Cohort => {
  const { total_sequences_started: started, ...figures } = figuresOf(sums)
  let until = 0
  return {
    week: dateOf(week),
    started,
    qualified: figures.leads_qualified,
    replied: sums.of_started_replied,
    opted_out: figures.opted_out,
    completed: figures.completed,
    in_progress: figures.in_progress,
    conversion_rate_pct: figures.conversion_rate_pct,
    reply_rate_pct: percent(sums.of_started_replied, started),
    weeks: Array.from({ length: Math.max(-1, ...ages.keys()) + 1 }, (_, age) => {
      const qualified = ages.get(age) ?? 0
      until += qualified
      return { age, qualified, qualified_until: until, conversion_rate_pct: percent(until, started) }
    })
  }
}
