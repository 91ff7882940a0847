import type { Database, Row } from '../database/database'
import { behind, pageOf, type Page, type PageRequest } from '../database/page'
import { fromJson, toIso, toNumber, toText, toTextOrNull } from '../database/values'
import type { AuditFact } from './audit'
import type { AuditEntry } from './schema'

export const insertEntry = async (
  db: Database,
  botId: string,
  actor: string | null,
  { action, subject_type, subject_id, details }: AuditFact
): Promise<void> => {
  await db.change(
    `insert into outbound_audit (bot_id, at, actor, action, subject_type, subject_id, details)
     values (?, ${db.now}, ?, ?, ?, ?, ?)`,
    [botId, actor, action, subject_type, subject_id, JSON.stringify(details ?? null)]
  )
}

/** Newest first. */
export const listEntries = async (
  db: Database,
  botId: string,
  { limit, cursor }: PageRequest
): Promise<Page<AuditEntry>> => {
  const next = behind(['id'], 'desc', cursor)
  const rows = await db.query(
    `select id, at, actor, action, subject_type, subject_id, details
       from outbound_audit where bot_id = ? and ${next.sql} order by id desc limit ?`,
    [botId, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toEntry), limit, entry => [entry.id])
}

export const countEntries = async (db: Database, botId: string): Promise<number> =>
  toNumber((await db.first('select count(*) as n from outbound_audit where bot_id = ?', [botId]))?.n)

const toEntry = (row: Row): AuditEntry => ({
  id: toNumber(row.id),
  at: toIso(toNumber(row.at)),
  actor: toTextOrNull(row.actor),
  action: toText(row.action),
  subject_type: toText(row.subject_type),
  subject_id: toTextOrNull(row.subject_id),
  details: fromJson(row.details)
})
