import { csvLine } from '../platform/csv/csv'
import type { Report } from './report-schema'

/** A report as a table that a spreadsheet takes: one number a line, with what it is. */
export function* reportAsCsv(report: Report): Generator<string> {
  yield csvLine(['section', 'name', 'value', 'detail'])
  yield csvLine(['campaign', 'id', report.campaign_id, null])
  yield csvLine(['campaign', 'name', report.name, null])
  yield csvLine(['campaign', 'status', report.status, null])
  for (const [name, value] of Object.entries(report.counts)) yield csvLine(['counts', name, value, null])
  for (const [name, value] of Object.entries(report.engagement))
    yield csvLine(['engagement', name, value, null])
  for (const [name, value] of Object.entries(report.rates)) yield csvLine(['rates', name, value, null])
  for (const { currency, amount } of report.cost) yield csvLine(['cost', currency, amount, null])
  for (const { status, code, reason, count } of report.errors)
    yield csvLine(['errors', `${status} ${code}`, count, reason])
  for (const { at, sent, delivered, failed } of report.timeline) {
    yield csvLine(['timeline', at, sent, `delivered ${delivered}, failed ${failed}`])
  }
}
