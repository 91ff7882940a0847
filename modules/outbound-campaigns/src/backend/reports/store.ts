import type { Database, Row } from '../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../platform/database/page'
import { fromJson, toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'
import { REPORT_KINDS, type ReportKind } from './period'
import { reportSchema, type Report } from './report-schema'

/** The reports that are kept: one for each period, as it went out. */
export interface KeptReport {
  id: number
  report: Report
  exported: ExportState
}

export interface ExportState {
  key: string | null
  at: number | null
  error: string | null
}

const toKept = (row: Row): KeptReport => ({
  id: toNumber(row.id),
  report: reportSchema.parse(fromJson(row.report)),
  exported: {
    key: toTextOrNull(row.export_key),
    at: toNumberOrNull(row.exported_at),
    error: toTextOrNull(row.export_error)
  }
})

/** Answers its id; undefined: it is kept already, made by another node or before a kill. */
export const keepReport = async (
  tx: Database,
  botId: string,
  report: Report,
  madeAt: number
): Promise<number | undefined> => {
  const { kind, period } = report
  const isNew = await tx.change(
    `insert into outbound_reports (bot_id, kind, period, made_at, report) values (?, ?, ?, ?, ?)
     on conflict (bot_id, kind, period) do nothing`,
    [botId, kind, period, madeAt, JSON.stringify(report)]
  )
  return isNew === 0 ? undefined : idOf(tx, botId, kind, period)
}

export const idOf = async (
  db: Database,
  botId: string,
  kind: ReportKind,
  period: string
): Promise<number | undefined> => {
  const row = await db.first('select id from outbound_reports where bot_id = ? and kind = ? and period = ?', [
    botId,
    kind,
    period
  ])
  return row && toNumber(row.id)
}

export const findKept = async (db: Database, botId: string, id: number): Promise<KeptReport | undefined> => {
  const row = await db.first('select * from outbound_reports where bot_id = ? and id = ?', [botId, id])
  return row && toKept(row)
}

/** Without their figures: a list is about when and what. */
export interface ListedReport {
  id: number
  kind: ReportKind
  period: string
  madeAt: number
  exported: ExportState
}

const LIST = 'id, kind, period, made_at, export_key, exported_at, export_error'

export const listKept = async (
  db: Database,
  botId: string,
  { kind, limit, cursor }: PageRequest & { kind?: ReportKind }
): Promise<Page<ListedReport>> => {
  const after = behind(['id'], 'desc', cursor)
  const rows = await db.query(
    `select ${LIST} from outbound_reports
      where bot_id = ? ${kind === undefined ? '' : 'and kind = ?'} and ${after.sql}
      order by id desc limit ?`,
    [botId, ...(kind === undefined ? [] : [kind]), ...after.bindings, limit + 1]
  )
  return pageOf(rows.map(toListed), limit, ({ id }) => [id])
}

export const countKept = async (db: Database, botId: string, kind?: ReportKind): Promise<number> => {
  const row = await db.first(
    `select count(*) as n from outbound_reports where bot_id = ? ${kind === undefined ? '' : 'and kind = ?'}`,
    [botId, ...(kind === undefined ? [] : [kind])]
  )
  return toNumber(row?.n ?? 0)
}

const toListed = (row: Row): ListedReport => {
  const kind = REPORT_KINDS.find(known => known === row.kind)
  if (!kind) throw new Error('A report is of a kind that the module does not know.')
  return {
    id: toNumber(row.id),
    kind,
    period: toText(row.period),
    madeAt: toNumber(row.made_at),
    exported: {
      key: toTextOrNull(row.export_key),
      at: toNumberOrNull(row.exported_at),
      error: toTextOrNull(row.export_error)
    }
  }
}

export const markExported = async (
  db: Database,
  botId: string,
  id: number,
  key: string,
  at: number
): Promise<void> => {
  await db.change(
    'update outbound_reports set export_key = ?, exported_at = ?, export_error = null where bot_id = ? and id = ?',
    [key, at, botId, id]
  )
}

export const markNotExported = async (
  db: Database,
  botId: string,
  id: number,
  error: string
): Promise<void> => {
  await db.change('update outbound_reports set export_error = ? where bot_id = ? and id = ?', [
    error,
    botId,
    id
  ])
}
