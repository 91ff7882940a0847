import type { Database } from '../../platform/database/database'
import { toBoolean, toNumber } from '../../platform/database/values'

/** Sequences that nurture: those that begin with a cold lead, and those that somebody has called so. */
export const nurturingIds = async (db: Database, botId: string): Promise<number[]> => {
  const rows = await db.query(
    `select id from outbound_sequences
      where bot_id = ? and deleted_at is null and (trigger_kind = 'cold_lead' or category = 'nurture') order by id`,
    [botId]
  )
  return rows.map(row => toNumber(row.id))
}

/**
 * Of one stretch of a sequence's active people, in the order of its index: who was sent something before `since`, and has
 * opened, clicked and answered nothing from then on. Whoever went on after a pause, or is away, has as long again.
 * What they did is in the events, and at the steps also when the events' time is over.
 */
export const inactiveIn = async (
  db: Database,
  botId: string,
  sequenceId: number,
  { since, after, among, now }: { since: number; after: number; among: number; now: number }
): Promise<{ ids: number[]; next: number | null }> => {
  const rows = await db.query(
    `select e.id,
            case when e.started_at <= ? and coalesce(e.resumed_at, 0) <= ? and coalesce(e.hold_until, 0) <= ?
                  and exists (select 1 from outbound_executions x
                               where x.enrollment_id = e.id and x.channel is not null
                                 and x.status in ('sent', 'delivered', 'read') and x.finished_at <= ?)
                  and not exists (select 1 from outbound_executions x
                                   where x.enrollment_id = e.id
                                     and (x.opened_at > ? or x.clicked_at > ? or x.replied_at > ?))
                  and not exists (select 1 from outbound_events v
                                   where v.bot_id = ? and v.lead_id = e.lead_id and v.at > ?
                                     and v.type in ('opened', 'clicked', 'replied', 'meeting_booked')
                                     and v.verdict <> 'machine')
                 then 1 else 0 end as is_inactive
       from (select id from outbound_enrollments
              where sequence_id = ? and status = 'active' and id > ? order by id limit ?) stretch
      cross join outbound_enrollments e where e.id = stretch.id order by e.id`,
    [since, since, now, since, since, since, since, botId, since, sequenceId, after, among]
  )
  const last = rows[rows.length - 1]
  return {
    ids: rows.filter(row => toBoolean(row.is_inactive)).map(row => toNumber(row.id)),
    next: last && rows.length === among ? toNumber(last.id) : null
  }
}
