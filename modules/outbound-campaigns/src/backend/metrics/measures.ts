import { METRICS_COLUMNS } from '../platform/database/migrations/012-metrics'

/**
 * What is counted. Three kinds:
 *
 * started, sent, opened …   on the day on which it happened
 * of_started_…              on the day on which the lead started: what became of those who started
 * of_sent_…                 on the day on which the message was sent: what became of those that were sent
 *
 * `…_ms` are sums of milliseconds, for averages.
 */
export const MEASURES = METRICS_COLUMNS
export type Measure = (typeof MEASURES)[number]
export type Counts = Partial<Record<Measure, number>>
export type Sums = Record<Measure, number>

export const noSums = (): Sums =>
  Object.fromEntries(MEASURES.map(measure => [measure, 0])) as Record<Measure, number>

export const addTo = (sums: Counts, more: Counts, times = 1): void => {
  for (const measure of MEASURES) {
    const n = more[measure]
    if (n !== undefined && n !== 0) sums[measure] = (sums[measure] ?? 0) + n * times
  }
}

export const isNothing = (counts: Counts): boolean => MEASURES.every(measure => (counts[measure] ?? 0) === 0)
