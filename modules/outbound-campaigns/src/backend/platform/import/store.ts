import { z } from 'zod'
import {
  fromJson,
  toIso,
  toIsoOrNull,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../database/values'
import type { Database, Row } from '../database/database'
import { behind, pageOf, type Page, type PageRequest } from '../database/page'
import { IMPORT_STATUSES, type Import, type ImportStatus, type RowError } from './schema'

/** All of the imports' SQL. What is imported belongs to the capability that imports it. */

export interface ImportOwner {
  type: string
  id: number
}

export interface Counts {
  rows: number
  accepted: number
  /** Who was there and was brought up to date. */
  updated: number
  duplicates: number
  invalid: number
  opted_out: number
}

/** Which column is which, by what it holds: as somebody said it, else as the names told it. */
export type ColumnMapping = Readonly<Partial<Record<string, string>>>

export interface NewImport {
  botId: string
  owner: ImportOwner
  fileName: string | null
  columns: readonly string[]
  mapping: ColumnMapping
  delimiter: string
  startedBy: string | null
}

export const insertImport = async (db: Database, one: NewImport): Promise<number> => {
  const insert = `insert into outbound_imports
      (bot_id, owner_type, owner_id, status, file_name, columns, mapping, delimiter, started_at, touched_at, started_by)
    values (?, ?, ?, 'running', ?, ?, ?, ?, ${db.now}, ${db.now}, ?)`
  const bindings = [
    one.botId,
    one.owner.type,
    one.owner.id,
    one.fileName,
    JSON.stringify(one.columns),
    JSON.stringify(one.mapping),
    one.delimiter,
    one.startedBy
  ]
  if (db.dialect === 'postgres') return toNumber((await db.first(`${insert} returning id`, bindings))?.id)
  return db.transaction(async tx => {
    await tx.change(insert, bindings)
    return toNumber((await tx.first('select last_insert_rowid() as id'))?.id)
  })
}

/** In the transaction of the rows it counts, so that an import that broke off says how far it came. */
export const saveCounts = async (db: Database, importId: number, counts: Counts): Promise<void> => {
  await db.change(
    `update outbound_imports set row_count = ?, accepted = ?, updated = ?, duplicates = ?, invalid = ?, opted_out = ?,
            touched_at = ${db.now} where id = ?`,
    [
      counts.rows,
      counts.accepted,
      counts.updated,
      counts.duplicates,
      counts.invalid,
      counts.opted_out,
      importId
    ]
  )
}

export const finishImport = async (
  db: Database,
  importId: number,
  status: ImportStatus,
  encoding: string
): Promise<void> => {
  await db.change(
    `update outbound_imports set status = ?, encoding = ?, finished_at = ${db.now} where id = ?`,
    [status, encoding, importId]
  )
}

/** Nothing has come in for this long: whoever took the file in is gone. */
const ABANDONED_AFTER_MS = 10 * 60_000

/** Imports that a killed process left behind. One that was only slow sets itself right when it ends. */
export const closeAbandoned = (db: Database, botId: string): Promise<number> =>
  db.change(
    `update outbound_imports set status = 'interrupted', finished_at = ${db.now}
      where bot_id = ? and status = 'running' and touched_at < ${db.now} - ?`,
    [botId, ABANDONED_AFTER_MS]
  )

export interface Refused extends RowError {
  kind: 'invalid' | 'duplicate'
  cells: readonly string[]
}

export const insertRefused = async (
  db: Database,
  botId: string,
  importId: number,
  refused: readonly Refused[]
): Promise<void> => {
  if (refused.length === 0) return
  const given = db.rows({
    line: 'integer',
    kind: 'text',
    code: 'text',
    column_name: 'text',
    value: 'text',
    message: 'text',
    data: 'json'
  })
  await db.change(
    `insert into outbound_refused (bot_id, import_id, line, kind, code, column_name, value, message, data)
     select ?, ?, line, kind, code, column_name, value, message, data from ${given} given`,
    [
      botId,
      importId,
      JSON.stringify(
        refused.map(({ line, kind, code, column, value, message, cells }) => ({
          line,
          kind,
          code,
          column_name: column,
          value,
          message,
          data: cells
        }))
      )
    ]
  )
}

export const findImport = async (
  db: Database,
  botId: string,
  owner: ImportOwner,
  importId: number
): Promise<Import | undefined> => {
  const row = await db.first(
    'select * from outbound_imports where bot_id = ? and owner_type = ? and owner_id = ? and id = ?',
    [botId, owner.type, owner.id, importId]
  )
  return row && toImport(row)
}

/** The newest first. */
export const listImports = async (
  db: Database,
  botId: string,
  owner: ImportOwner,
  { limit, cursor }: PageRequest
): Promise<Page<Import> & { total: number }> => {
  const where = 'bot_id = ? and owner_type = ? and owner_id = ?'
  const bindings = [botId, owner.type, owner.id]
  const next = behind(['id'], 'desc', cursor)
  const rows = await db.query(
    `select * from outbound_imports where ${where} and ${next.sql} order by id desc limit ?`,
    [...bindings, ...next.bindings, limit + 1]
  )
  const total = await db.first(`select count(*) as n from outbound_imports where ${where}`, bindings)
  return { ...pageOf(rows.map(toImport), limit, one => [one.id]), total: toNumber(total?.n) }
}

export interface RefusedRow {
  id: number
  line: number
  code: string
  message: string
  cells: string[]
}

/** The refused rows behind the one with this id, in the file's order. */
export const refusedBehind = async (
  db: Database,
  botId: string,
  importId: number,
  behindId: number,
  limit: number
): Promise<RefusedRow[]> => {
  const rows = await db.query(
    `select id, line, code, message, data from outbound_refused
      where bot_id = ? and import_id = ? and id > ? order by id limit ?`,
    [botId, importId, behindId, limit]
  )
  return rows.map(row => ({
    id: toNumber(row.id),
    line: toNumber(row.line),
    code: toText(row.code),
    message: toText(row.message),
    cells: fromJson(row.data) as string[]
  }))
}

/** Written by the module, but read with care: a mapping names columns and nothing else. */
export const toMapping = (value: unknown): ColumnMapping => mappingSchema.parse(fromJson(value) ?? {})
const mappingSchema = z.record(z.string(), z.string())

const toImport = (row: Row): Import => ({
  id: toNumber(row.id),
  status: toStatus(row.status),
  file_name: toTextOrNull(row.file_name),
  columns: fromJson(row.columns) as string[],
  phone_column: toMapping(row.mapping).phone_number ?? null,
  encoding: toTextOrNull(row.encoding),
  delimiter: toTextOrNull(row.delimiter),
  rows: toNumber(row.row_count),
  accepted: toNumber(row.accepted),
  updated: toNumber(row.updated),
  duplicates: toNumber(row.duplicates),
  invalid: toNumber(row.invalid),
  opted_out: toNumber(row.opted_out),
  started_at: toIso(toNumber(row.started_at)),
  finished_at: toIsoOrNull(toNumberOrNull(row.finished_at)),
  started_by: toTextOrNull(row.started_by)
})

const toStatus = (value: unknown): ImportStatus => {
  const found = IMPORT_STATUSES.find(status => status === value)
  if (!found) throw new Error('An import is in a status that the module does not know.')
  return found
}
