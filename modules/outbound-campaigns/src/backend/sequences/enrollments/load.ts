import { joinedLead, toJoinedLead, type StoredLead } from '../../leads'
import type { Binding, Database, Row } from '../../platform/database/database'
import { toNumberOrNull } from '../../platform/database/values'
import type { Past, Ways } from '../engine/standing'
import { zoneOf } from '../schedule/when-due'
import type { Version } from '../steps/schema'
import type { ChannelRoom } from '../engine/rooms'
import { DUE } from '../engine/due'
import type { StoredSequence } from '../templates/store'
import { historyColumn, toEnrollment, toHistory, type StoredEnrollment } from './columns'

/** An enrollment with everything that its way on depends on, read in one statement for as many as are asked for. */
export interface Loaded {
  enrollment: StoredEnrollment
  /** undefined: the person was forgotten. */
  lead: StoredLead | undefined
  history: readonly Past[]
  /** The message of the step at which they stand. */
  messageId: number | null
}

const columns = (db: Database): string => `e.*, ${historyColumn(db)}, ${joinedLead('l')},
  (select x.message_id from outbound_executions x
    where x.enrollment_id = e.id and x.step_key = e.step_key and x.visit = e.visit) as message_id`

const toLoaded = (row: Row): Loaded => ({
  enrollment: toEnrollment(row),
  lead: toJoinedLead(row),
  history: toHistory(row.history),
  messageId: toNumberOrNull(row.message_id)
})

/** `cross join` is SQLite's way to be told that the given rows come first. To PostgreSQL it means nothing special. */
export const loadEnrollments = async (
  db: Database,
  botId: string,
  ids: readonly number[],
  lock = false
): Promise<Loaded[]> => {
  if (ids.length === 0) return []
  const rows = await db.query(
    `select ${columns(db)} from ${db.rows({ id: 'integer' })} given
      cross join outbound_enrollments e left join outbound_leads l on l.id = e.lead_id
      where e.id = given.id and coalesce(e.bot_id, '') = ? order by e.id ${lock ? db.forUpdate && 'for update of e' : ''}`,
    [JSON.stringify([...new Set(ids)].map(id => ({ id }))), botId]
  )
  return rows.map(toLoaded)
}

/**
 * Who is due in a sequence: follow-ups before new leads, each in the order in which they came due, of each channel no more
 * than it has room for. A few stretches of one index, so it costs the same however many are waiting, and those who wait
 * for a channel that is busy stand in nobody's way. `take`: for this transaction, passing over whom another takes.
 */
export const loadDue = async (
  db: Database,
  {
    botId,
    sequenceId,
    now,
    limit,
    room,
    take
  }: { botId: string; sequenceId: number; now: number; limit: number; room: ChannelRoom; take: boolean }
): Promise<Loaded[]> => {
  const stretches = DUE.flatMap(({ channel, fresh, sql }) => {
    const most = Math.min(limit, channel === null ? limit : room[channel])
    const bindings: Binding[] = [sequenceId, now, most]
    const found = `select * from (
       select id, fresh, due_at from outbound_enrollments
        where ${sql} and due_at <= ? and waiting_for in ('time', 'condition')
        order by due_at, id limit ? ${take ? db.skipLocked : ''}) due_${channel ?? 'none'}_${fresh}`
    return most > 0 ? [{ sql: found, bindings }] : []
  })
  const rows = await db.query(
    `select ${columns(db)} from (
       select * from (${stretches.map(({ sql }) => sql).join(' union all ')}) due order by fresh, due_at, id limit ?) first
      cross join outbound_enrollments e left join outbound_leads l on l.id = e.lead_id
      where e.id = first.id and coalesce(e.bot_id, '') = ? order by e.fresh, e.due_at, e.id`,
    [...stretches.flatMap(({ bindings }) => bindings), limit, botId]
  )
  return rows.map(toLoaded)
}

/** By what this lead goes on. undefined: the person or the steps are gone. */
export const waysOf = (
  { enrollment, lead, history }: Loaded,
  version: Version | undefined,
  { settings }: Pick<StoredSequence, 'settings'>,
  botZone: string
): Ways | undefined =>
  lead &&
  version && {
    version,
    settings,
    zone: zoneOf(lead, settings, botZone),
    holdUntil: enrollment.holdUntil,
    lead,
    history,
    replied: enrollment.replied > 0
  }
