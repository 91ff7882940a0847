import type { Database } from '../../platform/database/database'
import { fromJson, toNumber } from '../../platform/database/values'

/** What is known of one lead from the engagement API. */
export interface Poll {
  leadId: number
  failures: number
  /** When it was asked last, in milliseconds. */
  askedAt: number | null
  known: Known
}

/** Of each kind: what the API said last, and how often it has begun to say so. */
export type Known = Readonly<Partial<Record<PolledType, { is: boolean; times: number }>>>
export const POLLED_TYPES = ['opened', 'clicked', 'replied'] as const
export type PolledType = (typeof POLLED_TYPES)[number]

/** Leads that are to be asked about from now on, spread over the time so that they don't all come due at once. */
export const addPolls = async (
  db: Database,
  botId: string,
  leads: ReadonlyArray<{ lead_id: number; in_ms: number }>
): Promise<void> => {
  if (leads.length === 0) return
  await db.change(
    `insert into outbound_polls (bot_id, lead_id, due_at, known)
     select ?, lead_id, ${db.now} + in_ms, '{}' from ${db.rows({ lead_id: 'integer', in_ms: 'integer' })} given where true
     on conflict (bot_id, lead_id) do nothing`,
    [botId, JSON.stringify([...leads].sort((a, b) => a.lead_id - b.lead_id))]
  )
}

/** Of whom nothing was ever asked, it is asked now. */
export const hurryNewPolls = async (db: Database, botId: string): Promise<void> => {
  await db.change(
    `update outbound_polls set due_at = ${db.now}
      where bot_id = ? and due_at > ${db.now} and asked_at is null and failures = 0`,
    [botId]
  )
}

/** Takes some that are due: for as long as the lease lasts nobody else has them. */
export const claimPolls = (db: Database, botId: string, limit: number, leaseMs: number): Promise<Poll[]> =>
  db.transaction(async tx => {
    const rows = await tx.query(
      `select lead_id, failures, asked_at, known from outbound_polls
        where bot_id = ? and due_at <= ${tx.now} order by due_at limit ? ${tx.skipLocked}`,
      [botId, limit]
    )
    const polls = rows.map(row => ({
      leadId: toNumber(row.lead_id),
      failures: toNumber(row.failures),
      askedAt: row.asked_at === null ? null : toNumber(row.asked_at),
      known: knownOf(fromJson(row.known))
    }))
    if (polls.length > 0)
      await tx.change(
        `update outbound_polls set due_at = ${tx.now} + ?
          where bot_id = ? and lead_id in (select lead_id from ${tx.rows({ lead_id: 'integer' })} given)`,
        [leaseMs, botId, JSON.stringify(polls.map(({ leadId }) => ({ lead_id: leadId })))]
      )
    return polls
  })

/** It answered. */
export const answered = async (
  tx: Database,
  botId: string,
  leadId: number,
  known: Known,
  againMs: number
): Promise<void> => {
  await tx.change(
    `update outbound_polls set known = ?, failures = 0, asked_at = ${tx.now}, due_at = ${tx.now} + ?
      where bot_id = ? and lead_id = ?`,
    [JSON.stringify(known), againMs, botId, leadId]
  )
}

/** It didn't. */
export const postponed = async (
  db: Database,
  botId: string,
  leadId: number,
  againMs: number
): Promise<void> => {
  await db.change(
    `update outbound_polls set failures = failures + 1, due_at = ${db.now} + ? where bot_id = ? and lead_id = ?`,
    [againMs, botId, leadId]
  )
}

export const removePolls = async (db: Database, botId: string, leadIds: readonly number[]): Promise<void> => {
  if (leadIds.length === 0) return
  await db.change(
    `delete from outbound_polls
      where bot_id = ? and lead_id in (select lead_id from ${db.rows({ lead_id: 'integer' })} given)`,
    [botId, JSON.stringify(leadIds.map(lead_id => ({ lead_id })))]
  )
}

const knownOf = (value: unknown): Known => {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  return Object.fromEntries(
    POLLED_TYPES.flatMap(type => {
      const one = given[type] as { is?: unknown; times?: unknown } | undefined
      return one ? [[type, { is: one.is === true, times: Number(one.times) || 0 }]] : []
    })
  )
}
