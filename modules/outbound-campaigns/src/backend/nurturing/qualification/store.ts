import { totalInSql, totalOf, type StoredLead } from '../../leads'
import type { Database, Row } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'
import type { Counts } from '../scores/points'

/*
 * The SQL of who qualified. A row is added once and says with what they did; of it only what became of the webhook
 * changes. It outlives the person's wish to be forgotten, and names nobody but the number of a lead that is gone.
 */

export const HOWS = ['score', 'person'] as const
export type How = (typeof HOWS)[number]

/**
 * none     no webhook was set
 * waiting  it is to be called, or is tried again
 * told     the other system has taken it
 * failed   it was given up
 */
export const WEBHOOK_STATES = ['none', 'waiting', 'told', 'failed'] as const
export type WebhookState = (typeof WEBHOOK_STATES)[number]

export interface Qualification {
  id: number
  leadId: number
  at: number
  how: How
  askedBy: string | null
  total: number
  score: number | null
  points: number
  counts: Counts
  model: string
  minScore: number
  webhook: WebhookState
  webhookStatus: number | null
  webhookError: string | null
  webhookAt: number | null
  /** How often it was begun to tell the other system: one, unless somebody asked for it again. */
  tells: number
}

export interface NewQualification {
  lead: StoredLead
  counts: Counts
  at: number
  how: How
  askedBy: string | null
  model: string
  minScore: number
}

/** Answers their ids, by lead. */
export const insertQualifications = async (
  tx: Database,
  botId: string,
  qualified: readonly NewQualification[]
): Promise<Map<number, number>> => {
  if (qualified.length === 0) return new Map()
  await tx.change(
    `insert into outbound_qualifications
       (bot_id, lead_id, at, how, asked_by, total, score, points, opens, clicks, replies, model, min_score, webhook)
     select ?, lead_id, at, how, asked_by, total, score, points, opens, clicks, replies, model, min_score, 'none'
       from ${tx.rows(NEW_COLUMNS)} given where true`,
    [
      botId,
      JSON.stringify(
        qualified.map(({ lead, counts, at, how, askedBy, model, minScore }) => ({
          lead_id: lead.id,
          at,
          how,
          asked_by: askedBy,
          total: totalOf(lead),
          score: lead.score,
          points: lead.points,
          opens: counts.opens,
          clicks: counts.clicks,
          replies: counts.replies,
          model,
          min_score: minScore
        }))
      )
    ]
  )
  // Their newest ones: the leads are locked, so nobody else adds any meanwhile.
  const rows = await tx.query(
    `select q.lead_id, max(q.id) as id from ${tx.rows({ id: 'integer' })} given
      cross join outbound_qualifications q where q.lead_id = given.id group by q.lead_id`,
    [idsJson(qualified.map(({ lead }) => lead.id))]
  )
  return new Map(rows.map(row => [toNumber(row.lead_id), toNumber(row.id)]))
}

const NEW_COLUMNS = {
  lead_id: 'integer',
  at: 'integer',
  how: 'text',
  asked_by: 'text',
  total: 'real',
  score: 'real',
  points: 'integer',
  opens: 'integer',
  clicks: 'integer',
  replies: 'integer',
  model: 'text',
  min_score: 'integer'
} as const

/** Who of these leads qualified at any time, also if somebody took it back. */
export const qualifiedBefore = async (db: Database, leadIds: readonly number[]): Promise<Set<number>> => {
  if (leadIds.length === 0) return new Set()
  const rows = await db.query(
    `select distinct q.lead_id from ${db.rows({ id: 'integer' })} given
      cross join outbound_qualifications q where q.lead_id = given.id`,
    [idsJson(leadIds)]
  )
  return new Set(rows.map(row => toNumber(row.lead_id)))
}

/** How far `mayQualify` has come: along its index. */
export interface Reached {
  total: number
  id: number
}

/**
 * Leads who may qualify: they have reached the score, replied or clicked, and never did before. Along the index of those
 * who have earned points and haven't qualified, of whom few have reached it; its order keeps both databases to it.
 */
export const mayQualify = async (
  db: Database,
  botId: string,
  minScore: number,
  behindOf: Reached,
  limit: number
): Promise<Reached[]> => {
  const total = totalInSql('l')
  const rows = await db.query(
    `select l.id, ${total} as total from outbound_leads l
      where l.bot_id = ? and l.points > 0 and l.qualified_at is null and ${total} >= ?
        and (${total} > ? or l.id > ?) and l.status <> 'opted_out'
        and exists (select 1 from outbound_lead_scores s where s.lead_id = l.id and (s.clicks > 0 or s.replies > 0))
        and not exists (select 1 from outbound_qualifications q where q.lead_id = l.id)
      order by ${total}, l.id limit ?`,
    [botId, Math.max(minScore, behindOf.total), behindOf.total, behindOf.id, limit]
  )
  return rows.map(row => ({ total: toNumber(row.total), id: toNumber(row.id) }))
}

export const findQualifications = async (
  db: Database,
  botId: string,
  ids: readonly number[]
): Promise<Qualification[]> => {
  if (ids.length === 0) return []
  const rows = await db.query(
    `select q.* from ${db.rows({ id: 'integer' })} given
      cross join outbound_qualifications q where q.id = given.id and coalesce(q.bot_id, '') = ? order by q.id`,
    [idsJson(ids), botId]
  )
  return rows.map(toQualification)
}

/** The last one of a lead. */
export const lastQualificationOf = async (
  db: Database,
  botId: string,
  leadId: number
): Promise<Qualification | undefined> => {
  const row = await db.first(
    `select * from outbound_qualifications where lead_id = ? and coalesce(bot_id, '') = ? order by id desc limit 1`,
    [leadId, botId]
  )
  return row && toQualification(row)
}

export interface QualifiedFilter {
  from?: number
  to?: number
}

/** Newest first. */
export const listQualifications = async (
  db: Database,
  botId: string,
  filter: QualifiedFilter,
  { limit, cursor }: PageRequest
): Promise<Page<Qualification>> => {
  const next = behind(['at', 'id'], 'desc', cursor)
  const where = whereOf(botId, filter)
  const rows = await db.query(
    `select * from outbound_qualifications where ${where.sql} and ${next.sql} order by at desc, id desc limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toQualification), limit, ({ at, id }) => [at, id])
}

export const countQualifications = async (
  db: Database,
  botId: string,
  filter: QualifiedFilter
): Promise<number> => {
  const where = whereOf(botId, filter)
  return toNumber(
    (await db.first(`select count(*) as n from outbound_qualifications where ${where.sql}`, where.bindings))
      ?.n
  )
}

const whereOf = (botId: string, { from, to }: QualifiedFilter) => ({
  sql: `bot_id = ? and at >= ? and at < ?`,
  bindings: [botId, from ?? 0, to ?? Number.MAX_SAFE_INTEGER]
})

/** The webhook is to be called, one more time than before. */
export const markWaiting = async (tx: Database, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `update outbound_qualifications set webhook = 'waiting', tells = tells + 1
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [idsJson(ids)]
  )
}

export interface Told {
  state: WebhookState
  status: number | null
  error: string | null
  at: number
}

export const markTold = async (
  db: Database,
  id: number,
  { state, status, error, at }: Told
): Promise<void> => {
  await db.change(
    `update outbound_qualifications set webhook = ?, webhook_status = ?, webhook_error = ?, webhook_at = ? where id = ?`,
    [state, status, error, at, id]
  )
}

const idsJson = (ids: readonly number[]): string => JSON.stringify([...new Set(ids)].map(id => ({ id })))

const toQualification = (row: Row): Qualification => ({
  id: toNumber(row.id),
  leadId: toNumber(row.lead_id),
  at: toNumber(row.at),
  how: known(HOWS, row.how),
  askedBy: toTextOrNull(row.asked_by),
  total: toNumber(row.total),
  score: toNumberOrNull(row.score),
  points: toNumber(row.points),
  counts: { opens: toNumber(row.opens), clicks: toNumber(row.clicks), replies: toNumber(row.replies) },
  model: toText(row.model),
  minScore: toNumber(row.min_score),
  webhook: known(WEBHOOK_STATES, row.webhook),
  webhookStatus: toNumberOrNull(row.webhook_status),
  webhookError: toTextOrNull(row.webhook_error),
  webhookAt: toNumberOrNull(row.webhook_at),
  tells: toNumber(row.tells)
})

const known = <Word extends string>(words: readonly Word[], value: unknown): Word => {
  const found = words.find(word => word === value)
  if (found === undefined) throw new Error('A qualification has a word that the module does not know.')
  return found
}
