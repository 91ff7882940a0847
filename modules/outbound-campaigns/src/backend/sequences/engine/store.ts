import type { Database, Row } from '../../platform/database/database'
import { fromJson, toBoolean, toNumber, toNumberOrNull, toText } from '../../platform/database/values'
import { OWNER_TYPES } from '../delivery/owners'
import { readStop } from '../delivery/stops'
import { DUE } from './due'
import { toSequence, type StoredSequence } from '../templates/store'

/** What the engine asks for in every round: few rows of its own indexes, however many people there are. */

/** Active sequences in which somebody is due. */
export const dueSequences = async (
  db: Database,
  botId: string,
  now: number,
  only?: number
): Promise<StoredSequence[]> => {
  const due = DUE.map(
    ({ sql }) =>
      `exists (select 1 from outbound_enrollments where ${sql.replace('?', 's.id')} and due_at <= ?)`
  )
  const rows = await db.query(
    `select s.* from outbound_sequences s
      where s.bot_id = ? and s.active = 1 and s.deleted_at is null ${only === undefined ? '' : 'and s.id = ?'}
        and (${due.join(' or ')}) order by s.id`,
    [botId, ...(only === undefined ? [] : [only]), ...due.map(() => now)]
  )
  return rows.map(toSequence)
}

/** Messages of which nobody knows, for longer than their sequence waits; each with what it is by now. */
export const dueConfirmations = async (
  db: Database,
  botId: string,
  now: number,
  limit: number
): Promise<Array<{ messageId: number; ownerType: string; sequenceId: number; status: string }>> => {
  const rows = await db.query(
    `select m.id, m.owner_type, m.owner_id, m.status
       from outbound_enrollments e
      cross join outbound_executions x cross join outbound_messages m
      where e.bot_id = ? and e.status = 'active' and e.due_at is not null and e.due_at <= ?
        and e.waiting_for = 'confirmation'
        and x.enrollment_id = e.id and x.step_key = e.step_key and x.visit = e.visit and m.id = x.message_id
      order by e.due_at limit ?`,
    [botId, now, limit]
  )
  return rows.map(row => ({
    messageId: toNumber(row.id),
    ownerType: toText(row.owner_type),
    sequenceId: toNumber(row.owner_id),
    status: toText(row.status)
  }))
}

/** A lane of a sequence with what its sequence says: whether it should be open. */
export interface LaneState {
  ownerType: string
  sequenceId: number
  open: boolean
  owes: boolean
  sequence: StoredSequence
}

/** Those that are open or owe something. */
export const laneStates = async (db: Database, botId: string): Promise<LaneState[]> => {
  const rows = await db.query(
    `select l.owner_type, l.open, l.pending, s.* from outbound_lanes l
      cross join outbound_sequences s
      where l.bot_id = ? and l.owner_type in (${OWNER_TYPES.map(() => '?').join(', ')})
        and (l.open = 1 or l.pending > 0) and s.id = l.owner_id`,
    [botId, ...OWNER_TYPES]
  )
  return rows.map(row => {
    const sequence = toSequence(row)
    return {
      ownerType: toText(row.owner_type),
      sequenceId: sequence.id,
      open: toBoolean(toNumber(row.open)),
      owes: toNumber(row.pending) > 0,
      sequence: { ...sequence, stoppedReason: readStop(row.stopped_reason) }
    }
  })
}

/** What is owed and was not taken yet: whose it is and by whose clock. */
export const owedMessages = async (
  db: Database,
  ownerType: string,
  sequenceId: number,
  limit: number
): Promise<Array<{ enrollmentId: number; zone: string }>> => {
  const rows = await db.query(
    `select data from outbound_messages
      where owner_type = ? and owner_id = ? and status = 'pending' order by not_before, id limit ?`,
    [ownerType, sequenceId, limit]
  )
  return rows.flatMap(row => toOwed(row))
}

const toOwed = (row: Row) => {
  const data = fromJson(row.data)
  if (typeof data !== 'object' || data === null) return []
  const { enrollment_id, zone } = data as { enrollment_id?: unknown; zone?: unknown }
  return typeof enrollment_id === 'number' && typeof zone === 'string'
    ? [{ enrollmentId: enrollment_id, zone }]
    : []
}

/** Sequences that were deleted while people were in them. */
export const deletedWithPeople = async (db: Database, botId: string): Promise<number[]> => {
  const rows = await db.query(
    `select s.id from outbound_sequences s
      where s.bot_id = ? and s.deleted_at is not null
        and (exists (select 1 from outbound_enrollments e where e.sequence_id = s.id and e.status = 'active')
          or exists (select 1 from outbound_enrollments e where e.sequence_id = s.id and e.status = 'paused'))
      order by s.id`,
    [botId]
  )
  return rows.map(row => toNumber(row.id))
}

/** People of a sequence in one of these states, from an id on. */
export const peopleIn = async (
  db: Database,
  sequenceId: number,
  statuses: readonly string[],
  { after = 0, limit }: { after?: number; limit: number }
): Promise<number[]> => {
  const found: number[] = []
  for (const status of statuses) {
    if (found.length >= limit) break
    const rows = await db.query(
      `select id from outbound_enrollments where sequence_id = ? and status = ? and id > ? order by id limit ?`,
      [sequenceId, status, after, limit - found.length]
    )
    found.push(...rows.map(row => toNumber(row.id)))
  }
  return found
}

/** When somebody is due next, in any active sequence; null: nobody. */
export const nextDue = async (db: Database, botId: string, now: number): Promise<number | null> => {
  const row = await db.first(
    `select due_at from outbound_enrollments
      where bot_id = ? and status = 'active' and due_at is not null and due_at > ? order by due_at limit 1`,
    [botId, now]
  )
  return toNumberOrNull(row?.due_at)
}
