import type { Binding, Database } from '../platform/database/database'
import { behind, pageOf, type Order, type Page } from '../platform/database/page'
import { toNumber, toText } from '../platform/database/values'
import { nameKey } from '../platform/names'
import { toLead } from './columns'
import type { StoredLead } from './lead'
import type { LeadFilter } from './schema'

/**
 * Lists of leads. Each goes along one index that gives it its order, and what else is asked for is looked at row by row
 * on the way: those of a score from the best down, those of a profile, a priority or a status newest first, all others by
 * when they came.
 */

interface Condition {
  sql: string
  bindings: readonly Binding[]
}

export interface LeadPage {
  limit: number
  cursor?: string
}

export const listLeads = async (
  db: Database,
  botId: string,
  filter: LeadFilter,
  { limit, cursor }: LeadPage,
  order: Order = 'desc'
): Promise<Page<StoredLead>> => {
  const key = orderOf(filter)
  const next = behind([`l.${key}`, 'l.id'], order, cursor)
  const where = conditionOf(botId, filter)
  const rows = await db.query(
    `select l.* from outbound_leads l where ${where.sql} and ${next.sql}
      order by l.${key} ${order}, l.id ${order} limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toLead), limit, lead => [orderedBy(lead, key), lead.id])
}

export const countLeads = async (db: Database, botId: string, filter: LeadFilter): Promise<number> => {
  const where = conditionOf(botId, filter)
  return countOf(db, where)
}

const countOf = async (db: Database, { sql, bindings }: Condition): Promise<number> =>
  toNumber((await db.first(`select count(*) as n from outbound_leads l where ${sql}`, bindings))?.n)

type OrderedBy = 'score' | 'icp_key' | 'priority' | 'status' | 'created_at'

/** An equal value in front leaves the order to the id behind it. */
const orderOf = (filter: LeadFilter): OrderedBy => {
  if (filter.min_score !== undefined || filter.max_score !== undefined) return 'score'
  if (filter.created_from !== undefined || filter.created_to !== undefined) return 'created_at'
  if (filter.icp !== undefined) return 'icp_key'
  if (filter.priority !== undefined) return 'priority'
  if (filter.status !== undefined) return 'status'
  return 'created_at'
}

const orderedBy = (lead: StoredLead, key: OrderedBy): Binding =>
  key === 'icp_key' ? nameKey(lead.icp ?? '') : lead[key]

export const conditionOf = (botId: string, filter: LeadFilter): Condition => {
  const parts = ['l.bot_id = ?']
  const bindings: Binding[] = [botId]
  const add = (sql: string, value: Binding | undefined) => {
    if (value === undefined) return
    parts.push(sql)
    bindings.push(value)
  }
  add('l.icp_key = ?', filter.icp === undefined ? undefined : nameKey(filter.icp))
  add('l.status = ?', filter.status)
  add('l.priority = ?', filter.priority)
  add('l.score >= ?', filter.min_score)
  add('l.score <= ?', filter.max_score)
  add('l.created_at >= ?', filter.created_from === undefined ? undefined : Date.parse(filter.created_from))
  add('l.created_at <= ?', filter.created_to === undefined ? undefined : Date.parse(filter.created_to))
  return { sql: parts.join(' and '), bindings }
}

/** Leads among these, with what else is asked for, in the order of their ids from the last one down. */
export const listAmong = async (
  db: Database,
  botId: string,
  ids: readonly number[],
  filter: LeadFilter
): Promise<StoredLead[]> => {
  if (ids.length === 0) return []
  const where = conditionOf(botId, filter)
  const rows = await db.query(
    `select l.* from outbound_leads l
      where l.id in (select id from ${db.rows({ id: 'integer' })} given) and ${where.sql} order by l.id desc`,
    [JSON.stringify(ids.map(id => ({ id }))), ...where.bindings]
  )
  return rows.map(toLead)
}

const MOST_PROFILES = 200

/** A profile that is written in several ways (`Bares`, `bares`) is one, shown in the first of them. */
export const listProfiles = async (
  db: Database,
  botId: string
): Promise<Array<{ icp: string; leads: number }>> => {
  const rows = await db.query(
    `select min(l.icp) as icp, count(*) as n from outbound_leads l
      where l.bot_id = ? and l.icp_key is not null group by l.icp_key order by n desc, icp limit ?`,
    [botId, MOST_PROFILES]
  )
  return rows.map(row => ({ icp: toText(row.icp), leads: toNumber(row.n) }))
}
