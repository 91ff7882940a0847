import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'
import { NOTHING, type Counts } from './points'

/*
 * The SQL of what leads have done. Whoever writes here holds the locks of the leads' rows: so two nodes that hear of the
 * same lead count one after the other. `cross join`: see leads/store.ts.
 */

export type MarkKind = keyof Counts

/** One thing that counts once: the same `what` of the same lead is the same, whoever tells it again. */
export interface Mark {
  leadId: number
  kind: MarkKind
  what: string
}

export interface LeadCounts extends Counts {
  leadId: number
  /** When they did anything last. */
  lastAt: number
}

export const addMarks = async (tx: Database, botId: string, marks: readonly Mark[]): Promise<void> => {
  await tx.change(
    `insert into outbound_score_marks (lead_id, kind, what, bot_id)
     select lead_id, kind, what, ? from ${tx.rows({ lead_id: 'integer', kind: 'text', what: 'text' })} given where true
     on conflict (lead_id, kind, what) do nothing`,
    [botId, JSON.stringify(marks.map(({ leadId, kind, what }) => ({ lead_id: leadId, kind, what })))]
  )
}

/** What the marks of these leads come to. */
export const countMarks = async (tx: Database, leadIds: readonly number[]): Promise<Map<number, Counts>> => {
  const rows = await tx.query(
    `select m.lead_id, m.kind, count(*) as n from ${tx.rows({ id: 'integer' })} given
      cross join outbound_score_marks m where m.lead_id = given.id group by m.lead_id, m.kind`,
    [idsJson(leadIds)]
  )
  const counts = new Map<number, Counts>()
  for (const row of rows) {
    const id = toNumber(row.lead_id)
    counts.set(id, { ...(counts.get(id) ?? NOTHING), [toText(row.kind)]: toNumber(row.n) })
  }
  return counts
}

export const saveCounts = async (
  tx: Database,
  botId: string,
  counts: readonly LeadCounts[]
): Promise<void> => {
  if (counts.length === 0) return
  const given = tx.rows({
    lead_id: 'integer',
    opens: 'integer',
    clicks: 'integer',
    replies: 'integer',
    last_at: 'integer'
  })
  await tx.change(
    `insert into outbound_lead_scores (lead_id, bot_id, opens, clicks, replies, last_at)
     select lead_id, ?, opens, clicks, replies, last_at from ${given} given where true
     on conflict (lead_id) do update
        set opens = excluded.opens, clicks = excluded.clicks, replies = excluded.replies,
            last_at = case when excluded.last_at > outbound_lead_scores.last_at
                           then excluded.last_at else outbound_lead_scores.last_at end`,
    [
      botId,
      JSON.stringify(
        counts.map(({ leadId, opens, clicks, replies, lastAt }) => ({
          lead_id: leadId,
          opens,
          clicks,
          replies,
          last_at: lastAt
        }))
      )
    ]
  )
}

/** Who has done nothing is not among them. */
export const countsOf = async (
  db: Database,
  botId: string,
  leadIds: readonly number[]
): Promise<Map<number, LeadCounts>> => {
  if (leadIds.length === 0) return new Map()
  const rows = await db.query(
    `select s.* from ${db.rows({ id: 'integer' })} given
      cross join outbound_lead_scores s where s.lead_id = given.id and coalesce(s.bot_id, '') = ?`,
    [idsJson(leadIds), botId]
  )
  return new Map(
    rows.map(row => [
      toNumber(row.lead_id),
      {
        leadId: toNumber(row.lead_id),
        opens: toNumber(row.opens),
        clicks: toNumber(row.clicks),
        replies: toNumber(row.replies),
        lastAt: toNumber(row.last_at)
      }
    ])
  )
}

/** Who has done anything, one after the other by their ids. */
export const leadsWhoDid = async (
  db: Database,
  botId: string,
  afterId: number,
  limit: number
): Promise<number[]> => {
  const rows = await db.query(
    'select lead_id from outbound_lead_scores where bot_id = ? and lead_id > ? order by lead_id limit ?',
    [botId, afterId, limit]
  )
  return rows.map(row => toNumber(row.lead_id))
}

export const countWhoDid = async (db: Database, botId: string): Promise<number> =>
  toNumber((await db.first('select count(*) as n from outbound_lead_scores where bot_id = ?', [botId]))?.n)

/** A person is forgotten: nothing is left that would say of them what they did. */
export const forgetCounts = async (db: Database, leadId: number): Promise<void> => {
  await db.change('delete from outbound_score_marks where lead_id = ?', [leadId])
  await db.change('delete from outbound_lead_scores where lead_id = ?', [leadId])
}

const idsJson = (ids: readonly number[]): string => JSON.stringify(ids.map(id => ({ id })))
