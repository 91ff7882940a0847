import type { Database, Row } from '../database/database'
import { behind, pageOf, type Page } from '../database/page'
import { fromJson, toIso, toNumber, toText, toTextOrNull } from '../database/values'
import type { AuditFact } from './audit'
import type { AuditEntry, AuditQuery } from './schema'

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

/** What the entries are about; an id only with its type, since ids are counted for each type. */
export type AuditSubject = Pick<AuditQuery, 'subject_type' | 'subject_id'>

const filterOf = (botId: string, { subject_type, subject_id }: AuditSubject) => ({
  sql: `bot_id = ? ${subject_type === undefined ? '' : 'and subject_type = ?'} ${subject_id === undefined ? '' : 'and subject_id = ?'}`,
  bindings: [botId, subject_type, subject_id].filter((value): value is string => value !== undefined)
})

/** Newest first. */
export const listEntries = async (
  db: Database,
  botId: string,
  { limit, cursor, ...subject }: AuditQuery
): Promise<Page<AuditEntry>> => {
  const filter = filterOf(botId, subject)
  const next = behind(['id'], 'desc', cursor)
  const rows = await db.query(
    `select id, at, actor, action, subject_type, subject_id, details
       from outbound_audit where ${filter.sql} and ${next.sql} order by id desc limit ?`,
    [...filter.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toEntry), limit, entry => [entry.id])
}

export const countEntries = async (db: Database, botId: string, subject: AuditSubject): Promise<number> => {
  const filter = filterOf(botId, subject)
  return toNumber(
    (await db.first(`select count(*) as n from outbound_audit where ${filter.sql}`, filter.bindings))?.n
  )
}

const toEntry = (row: Row): AuditEntry => ({
  id: toNumber(row.id),
  at: toIso(toNumber(row.at)),
  actor: toTextOrNull(row.actor),
  action: toText(row.action),
  subject_type: toText(row.subject_type),
  subject_id: toTextOrNull(row.subject_id),
  details: fromJson(row.details)
})
