import type { MetricsFigures } from '../metrics'
import { FIGURE_NAMES, type Change, type Changes, type KeyFigures } from './report-schema'

/** What of the metrics a report tells and compares. */
export const keyFiguresOf = (figures: MetricsFigures): KeyFigures => ({
  total_sequences_started: figures.total_sequences_started,
  qualified_in_period: figures.happened.qualified,
  opted_out_in_period: figures.happened.opted_out,
  in_progress: figures.in_progress,
  sent: figures.sent,
  delivered: figures.delivered,
  opened: figures.opened,
  clicked: figures.clicked,
  replied: figures.replied,
  bounced: figures.bounced,
  conversion_rate_pct: figures.conversion_rate_pct,
  open_rate_pct: figures.open_rate_pct,
  click_rate_pct: figures.click_rate_pct,
  reply_rate_pct: figures.reply_rate_pct,
  avg_days_to_qualify: figures.happened.avg_days_to_qualify
})

/** How each figure stands against the one before. */
export const changesBetween = (before: KeyFigures, after: KeyFigures): Changes => {
  const changes: Partial<Changes> = {}
  for (const name of FIGURE_NAMES) changes[name] = changeBetween(before[name], after[name])
  return changes as Changes
}

const changeBetween = (before: number | null, after: number | null): Change => {
  if (before === null || after === null) return { difference: null, percent: null }
  const difference = rounded(after - before)
  return { difference, percent: before === 0 ? null : rounded(((after - before) / before) * 100) }
}

/** To a hundredth: what lies behind it is the computer's, not the figures'. */
const rounded = (value: number): number => Math.round(value * 100) / 100

export const hasActivity = (figures: KeyFigures): boolean =>
  figures.total_sequences_started > 0 ||
  figures.sent > 0 ||
  figures.qualified_in_period > 0 ||
  figures.opted_out_in_period > 0
