import { csvLine, type Cell } from '../platform/csv/csv'
import type { MetricsFigures } from '../metrics'
import type { Report } from './report-schema'

/**
 * The days of a report as a table: first the columns that the documents name, then what else is counted. Behind the days
 * stand the period, the one before it and the change, each marked in the first column.
 */
const COLUMNS: ReadonlyArray<[name: string, of: (figures: MetricsFigures) => Cell]> = [
  ['total_sequences_started', one => one.total_sequences_started],
  ['leads_qualified', one => one.leads_qualified],
  ['conversion_rate_pct', one => one.conversion_rate_pct],
  ['open_rate_pct', one => one.open_rate_pct],
  ['click_rate_pct', one => one.click_rate_pct],
  ['reply_rate_pct', one => one.reply_rate_pct],
  ['avg_days_to_qualify', one => one.avg_days_to_qualify],
  ['in_progress', one => one.in_progress],
  ['sent', one => one.sent],
  ['delivered', one => one.delivered],
  ['opened', one => one.opened],
  ['clicked', one => one.clicked],
  ['replied', one => one.replied],
  ['bounced', one => one.bounced],
  ['bounce_rate_pct', one => one.bounce_rate_pct],
  ['raw_opened', one => one.raw.opened],
  ['raw_clicked', one => one.raw.clicked],
  ['qualified_in_period', one => one.happened.qualified],
  ['opted_out_in_period', one => one.happened.opted_out],
  ['avg_days_to_qualify_in_period', one => one.happened.avg_days_to_qualify]
]

export function* reportAsCsv(report: Report): Generator<string> {
  yield csvLine(['row', 'date', ...COLUMNS.map(([name]) => name)])
  const line = (row: string, date: string, figures: MetricsFigures) =>
    csvLine([row, date, ...COLUMNS.map(([, of]) => of(figures))])
  for (const day of report.daily) yield line('day', day.date, day)
  const { figures, previous } = report
  yield line('total', report.period, figures)
  yield line('previous', previous.period, previous.figures)
  yield csvLine(['change', '', ...COLUMNS.map(([, of]) => differenceOf(of(previous.figures), of(figures)))])
}

const differenceOf = (before: Cell, after: Cell): Cell =>
  typeof before === 'number' && typeof after === 'number' ? Math.round((after - before) * 100) / 100 : null
