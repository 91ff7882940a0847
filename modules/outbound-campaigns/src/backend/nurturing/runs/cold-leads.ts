import type { Binding, Database } from '../../platform/database/database'
import { toBoolean, toNumber } from '../../platform/database/values'
import { nameKey } from '../../platform/names'
import type { StoredSequence } from '../../sequences'

/** Whom a sequence for cold leads means: its own filters, and what makes a lead cold for it. */
export type ColdFilter = Pick<StoredSequence, 'icp' | 'priorityFilter' | 'minScore' | 'maxScore'>

export interface ColdRules {
  /** Any of them. */
  filters: readonly ColdFilter[]
  /** Whoever has this score or more is not cold. */
  belowScore: number
  createdFrom: number
  /** Whoever was in one of these is not begun with again. */
  sequenceIds: readonly number[]
}

/** As many as one short statement looks at. */
const AMONG = 500

export interface FoundCold {
  ids: number[]
  /** How many leads were looked at for them. */
  lookedAt: number
}

/**
 * The cold leads that are known longest, at most so many. They are looked for along an index that holds only those whom
 * nurturing has not taken yet, one stretch of it after the other, so that no statement is long.
 */
export const findColdLeads = async (
  db: Database,
  botId: string,
  rules: ColdRules,
  most: number,
  breath: () => Promise<void>
): Promise<FoundCold> => {
  const found: FoundCold = { ids: [], lookedAt: 0 }
  let after = { createdAt: rules.createdFrom, id: 0 }
  for (;;) {
    const rows = await db.query(stretchSql(rules), [
      ...coldBindings(botId, rules),
      botId,
      after.createdAt,
      after.id,
      AMONG
    ])
    for (const row of rows) {
      found.lookedAt += 1
      if (toBoolean(row.is_cold)) found.ids.push(toNumber(row.id))
      if (found.ids.length === most) return found
    }
    const last = rows[rows.length - 1]
    if (!last || rows.length < AMONG) return found
    after = { createdAt: toNumber(last.created_at), id: toNumber(last.id) }
    await breath()
  }
}

/** Exported for the test that asks the databases how they go about it. */
export const stretchSql = (rules: ColdRules): string =>
  `select l.id, l.created_at, case when ${coldSql(rules)} then 1 else 0 end as is_cold
     from (select id from outbound_leads
            where bot_id = ? and nurtured_at is null and email_key is not null and status = 'active'
              and (created_at, id) > (?, ?)
            order by created_at, id limit ?) stretch
    cross join outbound_leads l where l.id = stretch.id order by l.created_at, l.id`

/** Who among these is still cold: between finding and beginning, anything may have happened. */
export const stillCold = async (
  tx: Database,
  botId: string,
  rules: ColdRules,
  ids: readonly number[]
): Promise<number[]> => {
  if (ids.length === 0) return []
  const rows = await tx.query(
    `select l.id from outbound_leads l
      where l.id in (select id from ${tx.rows({ id: 'integer' })} given) and l.bot_id = ?
        and l.nurtured_at is null and l.email_key is not null and l.status = 'active' and l.created_at >= ?
        and ${coldSql(rules)} order by l.id`,
    [JSON.stringify(ids.map(id => ({ id }))), botId, rules.createdFrom, ...coldBindings(botId, rules)]
  )
  const cold = new Set(rows.map(row => toNumber(row.id)))
  return ids.filter(id => cold.has(id))
}

/** Nurturing has taken them, or they can't be written to: they are not looked at again. */
export const markNurtured = async (
  tx: Database,
  botId: string,
  ids: readonly number[],
  at: number
): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `update outbound_leads set nurtured_at = ?
      where id in (select id from ${tx.rows({ id: 'integer' })} given) and bot_id = ? and nurtured_at is null`,
    [at, JSON.stringify([...ids].sort((a, b) => a - b).map(id => ({ id }))), botId]
  )
}

/**
 * One lead after the other is asked about: of `not exists`, PostgreSQL may make a table of everybody who is in a sequence.
 */
const coldSql = ({ filters, sequenceIds }: ColdRules): string => {
  const own =
    sequenceIds.length === 0 ? '' : ` or e.sequence_id in (${sequenceIds.map(() => '?').join(', ')})`
  return `l.qualified_at is null and coalesce(l.score, 0) + l.points < ?
      and (${filters.map(filterSql).join(' or ') || 'false'})
      and (select 1 from outbound_enrollments e
            where e.lead_id = l.id and (e.status in ('active', 'paused')${own}) limit 1) is null
      and (select 1 from outbound_suppressions s
            where s.bot_id = ? and s.person = l.email_key and s.channel in ('email', 'all') limit 1) is null
      and (select 1 from outbound_suppressions s
            where s.bot_id = ? and s.person = l.phone and s.channel in ('whatsapp', 'all') limit 1) is null`
}

const coldBindings = (botId: string, { filters, belowScore, sequenceIds }: ColdRules): Binding[] => [
  belowScore,
  ...filters.flatMap(filterBindings),
  ...sequenceIds,
  botId,
  botId
]

/** A sequence that names a priority means that one; else the cold have none, or a low one. */
const filterSql = ({ icp, priorityFilter, minScore, maxScore }: ColdFilter): string =>
  [
    priorityFilter === null ? `(l.priority is null or l.priority = 'low')` : 'l.priority = ?',
    ...(minScore === null ? [] : ['coalesce(l.score, 0) + l.points >= ?']),
    ...(maxScore === null ? [] : ['coalesce(l.score, 0) + l.points <= ?']),
    ...(icp === null ? [] : ['l.icp_key = ?'])
  ].join(' and ')

const filterBindings = ({ icp, priorityFilter, minScore, maxScore }: ColdFilter): Binding[] =>
  [priorityFilter, minScore, maxScore, icp === null ? null : nameKey(icp)].filter(value => value !== null)
