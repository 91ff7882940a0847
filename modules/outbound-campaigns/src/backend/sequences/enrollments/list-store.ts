import type { Binding, Database, Row } from '../../platform/database/database'
import { behind, pageOf, type Page } from '../../platform/database/page'
import {
  fromJson,
  toIso,
  toIsoOrNull,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../../platform/database/values'
import type { z } from 'zod'
import { toEnrollment, type StoredEnrollment } from './columns'
import { executionSchema, type EnrollmentsQuery } from './schema'

/** Lists of who is or was in sequences: newest first, each along the index of what is asked for. */
const conditionOf = (
  botId: string,
  { lead_id, template_id, status }: Omit<EnrollmentsQuery, 'limit' | 'cursor'>
) => {
  const parts: Array<[string, Binding]> = [['e.bot_id = ?', botId]]
  if (lead_id !== undefined) parts.push(['e.lead_id = ?', lead_id])
  if (template_id !== undefined) parts.push(['e.sequence_id = ?', template_id])
  if (status !== undefined) parts.push(['e.status = ?', status])
  return { sql: parts.map(([sql]) => sql).join(' and '), bindings: parts.map(([, value]) => value) }
}

export const listEnrollments = async (
  db: Database,
  botId: string,
  { limit, cursor, ...filter }: EnrollmentsQuery
): Promise<Page<StoredEnrollment>> => {
  const where = conditionOf(botId, filter)
  const next = behind(['e.id'], 'desc', cursor)
  const rows = await db.query(
    `select e.* from outbound_enrollments e where ${where.sql} and ${next.sql} order by e.id desc limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toEnrollment), limit, ({ id }) => [id])
}

export const countEnrollments = async (
  db: Database,
  botId: string,
  filter: Omit<EnrollmentsQuery, 'limit' | 'cursor'>
): Promise<number> => {
  const where = conditionOf(botId, filter)
  return toNumber(
    (await db.first(`select count(*) as n from outbound_enrollments e where ${where.sql}`, where.bindings))?.n
  )
}

export const findEnrollment = async (
  db: Database,
  botId: string,
  id: number
): Promise<StoredEnrollment | undefined> => {
  const row = await db.first('select * from outbound_enrollments where bot_id = ? and id = ?', [botId, id])
  return row && toEnrollment(row)
}

export type Execution = z.infer<typeof executionSchema>

export const executionsOf = async (
  db: Database,
  botId: string,
  enrollmentId: number
): Promise<Execution[]> => {
  const rows = await db.query(
    `select x.*, (select a.sender from outbound_attempts a where a.message_id = x.message_id order by a.n desc limit 1) as sender
       from outbound_executions x where x.enrollment_id = ? and x.bot_id = ? order by x.started_at, x.visit`,
    [enrollmentId, botId]
  )
  return rows.map(toExecution)
}

const toExecution = (row: Row): Execution => {
  const code = toTextOrNull(row.reason_code)
  return executionSchema.parse({
    step_key: toText(row.step_key),
    visit: toNumber(row.visit),
    type: row.type,
    channel: row.channel,
    status: row.status,
    reason: code === null ? null : { code, detail: toTextOrNull(row.reason) ?? '' },
    outcome: row.outcome === null ? null : fromJson(row.outcome),
    subject: toTextOrNull(row.subject),
    message_id: toNumberOrNull(row.message_id),
    provider: toTextOrNull(row.sender),
    provider_id: toTextOrNull(row.provider_id),
    retries: toNumber(row.retries),
    open_count: toNumber(row.open_count),
    click_count: toNumber(row.click_count),
    opened_at: toIsoOrNull(toNumberOrNull(row.opened_at)),
    clicked_at: toIsoOrNull(toNumberOrNull(row.clicked_at)),
    replied_at: toIsoOrNull(toNumberOrNull(row.replied_at)),
    bounced_at: toIsoOrNull(toNumberOrNull(row.bounced_at)),
    started_at: toIso(toNumber(row.started_at)),
    finished_at: toIsoOrNull(toNumberOrNull(row.finished_at))
  })
}
