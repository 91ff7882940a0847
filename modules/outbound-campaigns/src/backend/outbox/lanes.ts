import type { Database, Row } from '../platform/database/database'
import { toBoolean, toNumber, toNumberOrNull, toText } from '../platform/database/values'
import { MESSAGE_STATUSES, type MessageStatus, type Owner } from './message'
import type { BatchState } from './pace'

/** How fast a lane may go and when it stops by itself. Read in every turn, so a change takes effect at once. */
export interface LanePace {
  batch_size: number
  batch_interval_ms: number
  concurrency: number
  max_retries: number
  max_error_rate: number
  max_consecutive_errors: number
}

export type Tally = Record<MessageStatus, number>

export interface Lane extends LanePace {
  owner: Owner
  botId: string
  channel: string
  open: boolean
  batch: BatchState
  /** The last results, oldest first: `.` for one that went well, `x` for one that did not. */
  recentResults: string
  tally: Tally
}

const PACE = [
  'batch_size',
  'batch_interval_ms',
  'concurrency',
  'max_retries',
  'max_error_rate',
  'max_consecutive_errors'
] as const satisfies readonly (keyof LanePace)[]

// `read` is a word of SQL's own.
const column = (status: MessageStatus): string => (status === 'read' ? '"read"' : status)

/** Makes the owner's lane, closed, or gives the one that is there a new pace. */
export const putLane = async (
  db: Database,
  { owner, botId, channel, pace }: { owner: Owner; botId: string; channel: string; pace: LanePace }
): Promise<void> => {
  await db.change(
    `insert into outbound_lanes (owner_type, owner_id, bot_id, channel, open, ${PACE.join(', ')})
     values (?, ?, ?, ?, 0, ${PACE.map(() => '?').join(', ')})
     on conflict (owner_type, owner_id) do update set ${PACE.map(name => `${name} = excluded.${name}`).join(', ')}`,
    [owner.type, owner.id, botId, channel, ...PACE.map(name => pace[name])]
  )
}

/** Opening begins with a clean slate: what went wrong before somebody repaired it must not stop the lane again. */
export const openLane = async (db: Database, owner: Owner): Promise<void> => {
  await db.change(
    `update outbound_lanes set open = 1, recent_results = '' where owner_type = ? and owner_id = ?`,
    [owner.type, owner.id]
  )
}

/** From the commit on, nobody claims from the lane. What was claimed before is still settled. */
export const closeLane = async (db: Database, owner: Owner): Promise<void> => {
  await db.change('update outbound_lanes set open = 0 where owner_type = ? and owner_id = ?', [
    owner.type,
    owner.id
  ])
}

export const removeLane = async (db: Database, owner: Owner): Promise<void> => {
  await db.change('delete from outbound_lanes where owner_type = ? and owner_id = ?', [owner.type, owner.id])
}

export const openOwners = async (db: Database, botId: string): Promise<Owner[]> => {
  const rows = await db.query(
    'select owner_type, owner_id from outbound_lanes where bot_id = ? and open = 1 order by owner_type, owner_id',
    [botId]
  )
  return rows.map(row => ({ type: toText(row.owner_type), id: toNumber(row.owner_id) }))
}

export const readLane = async (db: Database, owner: Owner, lock = false): Promise<Lane | undefined> => {
  const row = await db.first(
    `select * from outbound_lanes where owner_type = ? and owner_id = ? ${lock ? db.forUpdate : ''}`,
    [owner.type, owner.id]
  )
  return row && toLane(row)
}

/**
 * Moves counts from one status to another. It must run in the transaction that moves the rows: that is what keeps the
 * counts true without ever counting.
 */
export const addToTally = async (db: Database, owner: Owner, change: Partial<Tally>): Promise<void> => {
  const moved = MESSAGE_STATUSES.filter(status => (change[status] ?? 0) !== 0)
  if (moved.length === 0) return
  await db.change(
    `update outbound_lanes set ${moved.map(status => `${column(status)} = ${column(status)} + ?`).join(', ')}
      where owner_type = ? and owner_id = ?`,
    [...moved.map(status => change[status] ?? 0), owner.type, owner.id]
  )
}

export const saveBatch = async (
  db: Database,
  owner: Owner,
  { startedAt, used }: BatchState,
  recentResults: string
): Promise<void> => {
  await db.change(
    `update outbound_lanes set batch_started_at = ?, batch_used = ?, recent_results = ?
      where owner_type = ? and owner_id = ?`,
    [startedAt, used, recentResults, owner.type, owner.id]
  )
}

/** Counts the rows themselves. The reconciler compares it with the tally that was kept; nothing else may afford it. */
export const countRows = async (db: Database, owner: Owner): Promise<Tally> => {
  const rows = await db.query(
    'select status, count(*) as n from outbound_messages where owner_type = ? and owner_id = ? group by status',
    [owner.type, owner.id]
  )
  const counted = new Map(rows.map(row => [toText(row.status), toNumber(row.n)]))
  return tallyOf(status => counted.get(status) ?? 0)
}

export const tallyOf = (count: (status: MessageStatus) => number): Tally => ({
  pending: count('pending'),
  sending: count('sending'),
  sent: count('sent'),
  delivered: count('delivered'),
  read: count('read'),
  failed: count('failed'),
  skipped: count('skipped'),
  cancelled: count('cancelled'),
  unconfirmed: count('unconfirmed')
})

const toLane = (row: Row): Lane => ({
  owner: { type: toText(row.owner_type), id: toNumber(row.owner_id) },
  botId: toText(row.bot_id),
  channel: toText(row.channel),
  open: toBoolean(row.open),
  batch_size: toNumber(row.batch_size),
  batch_interval_ms: toNumber(row.batch_interval_ms),
  concurrency: toNumber(row.concurrency),
  max_retries: toNumber(row.max_retries),
  max_error_rate: toNumber(row.max_error_rate),
  max_consecutive_errors: toNumber(row.max_consecutive_errors),
  batch: { startedAt: toNumberOrNull(row.batch_started_at), used: toNumber(row.batch_used) },
  recentResults: toText(row.recent_results),
  tally: tallyOf(status => toNumber(row[status]))
})
