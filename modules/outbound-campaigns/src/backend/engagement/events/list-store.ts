import type { Binding, Database } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { toNumber } from '../../platform/database/values'
import { toEvent, type StoredEvent } from './columns'
import type { EventType, Verdict } from './event'

export interface EventFilter {
  lead_id?: number
  sequence_id?: number
  type?: EventType
  verdict?: Verdict
  from?: string
  to?: string
}

/** Newest first, along the index of the lead, of the type, or of all. */
export const listEvents = async (
  db: Database,
  botId: string,
  filter: EventFilter,
  { limit, cursor }: PageRequest
): Promise<Page<StoredEvent>> => {
  const where = conditionOf(botId, filter)
  const next = behind(['at', 'id'], 'desc', cursor)
  const rows = await db.query(
    `select * from outbound_events where ${where.sql} and ${next.sql} order by at desc, id desc limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toEvent), limit, ({ at, id }) => [at, id])
}

export const countEvents = async (db: Database, botId: string, filter: EventFilter): Promise<number> => {
  const where = conditionOf(botId, filter)
  return toNumber(
    (await db.first(`select count(*) as n from outbound_events where ${where.sql}`, where.bindings))?.n
  )
}

const conditionOf = (botId: string, filter: EventFilter) => {
  const parts = ['bot_id = ?']
  const bindings: Binding[] = [botId]
  const add = (sql: string, value: Binding | undefined) => {
    if (value === undefined) return
    parts.push(sql)
    bindings.push(value)
  }
  add('lead_id = ?', filter.lead_id)
  add('sequence_id = ?', filter.sequence_id)
  add('type = ?', filter.type)
  add('verdict = ?', filter.verdict)
  add('at >= ?', filter.from === undefined ? undefined : Date.parse(filter.from))
  add('at <= ?', filter.to === undefined ? undefined : Date.parse(filter.to))
  return { sql: parts.join(' and '), bindings }
}
