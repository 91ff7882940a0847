import type { Database, Row } from '../platform/database/database'
import { toBoolean, toNumber, toNumberOrNull, toText } from '../platform/database/values'
import { FIRST_BACKOFF_MS, type Owner } from './message'
import type { BatchState } from './pace'
import { addToHistory, countsToSet, tallyOf, type ReasonChange, type Tally } from './tally'

/** How fast a lane may go and when it stops by itself. Read in every turn, so a change takes effect at once. */
export interface LanePace {
  batch_size: number
  batch_interval_ms: number
  concurrency: number
  max_retries: number
  /** Before a message is tried again for the first time; each time after, twice as long. */
  retry_backoff_ms: number
  max_error_rate: number
  max_consecutive_errors: number
}

export interface Lane extends LanePace {
  owner: Owner
  botId: string
  channel: string
  open: boolean
  batch: BatchState
  /** The last results, oldest first: `.` for one that went well, `x` for one that did not. */
  recentResults: string
  tally: Tally
  engagement: { replied: number; opted_out: number }
}

const PACE = [
  'batch_size',
  'batch_interval_ms',
  'concurrency',
  'max_retries',
  'retry_backoff_ms',
  'max_error_rate',
  'max_consecutive_errors'
] as const satisfies readonly (keyof LanePace)[]

/** Who doesn't decide about it tries again as most do. */
export type GivenPace = Omit<LanePace, 'retry_backoff_ms'> & Partial<Pick<LanePace, 'retry_backoff_ms'>>

/** Makes the owner's lane, closed, or gives the one that is there a new pace. */
export const putLane = async (
  db: Database,
  { owner, botId, channel, pace }: { owner: Owner; botId: string; channel: string; pace: GivenPace }
): Promise<void> => {
  const whole: LanePace = { retry_backoff_ms: FIRST_BACKOFF_MS, ...pace }
  await db.change(
    `insert into outbound_lanes (owner_type, owner_id, bot_id, channel, open, ${PACE.join(', ')})
     values (?, ?, ?, ?, 0, ${PACE.map(() => '?').join(', ')})
     on conflict (owner_type, owner_id) do update set ${PACE.map(name => `${name} = excluded.${name}`).join(', ')}`,
    [owner.type, owner.id, botId, channel, ...PACE.map(name => whole[name])]
  )
}

/** Opening begins with a clean slate: what went wrong before somebody repaired it must not stop the lane again. */
export const openLane = async (db: Database, owner: Owner): Promise<void> => {
  await db.change(
    `update outbound_lanes set open = 1, recent_results = '' where owner_type = ? and owner_id = ?`,
    [owner.type, owner.id]
  )
}

/** Something is owed again: nobody had to repair anything, so what went wrong lately still counts for the brakes. */
export const reopenLane = async (db: Database, owner: Owner): Promise<void> => {
  await db.change('update outbound_lanes set open = 1 where owner_type = ? and owner_id = ?', [
    owner.type,
    owner.id
  ])
}

/** Locks the lanes that there are of these, in the order in which everybody locks several. */
export const lockLanes = async (tx: Database, owners: readonly Owner[]): Promise<Lane[]> => {
  if (owners.length === 0) return []
  const rows = await tx.query(
    `select l.* from outbound_lanes l
       join ${tx.rows({ owner_type: 'text', owner_id: 'integer' })} given
         on l.owner_type = given.owner_type and l.owner_id = given.owner_id
      order by l.owner_type, l.owner_id ${tx.forUpdate && 'for update of l'}`,
    [JSON.stringify(owners.map(({ type, id }) => ({ owner_type: type, owner_id: id })))]
  )
  return rows.map(toLane)
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

export const readLanes = async (db: Database, owners: readonly Owner[]): Promise<Lane[]> => {
  const rows = await db.query(
    `select l.* from ${db.rows({ owner_type: 'text', owner_id: 'integer' })} given
      cross join outbound_lanes l where l.owner_type = given.owner_type and l.owner_id = given.owner_id`,
    [JSON.stringify(owners.map(({ type, id }) => ({ owner_type: type, owner_id: id })))]
  )
  return rows.map(toLane)
}

export interface TurnTrace {
  change: Partial<Tally>
  reasons: readonly ReasonChange[]
  batch: BatchState
  recentResults: string
}

/** What a turn leaves behind: the counts, the batch and the last results, in one update of the lane. */
export const saveTurn = async (
  db: Database,
  owner: Owner,
  { change, reasons, batch, recentResults }: TurnTrace
): Promise<void> => {
  const counts = countsToSet(change)
  await db.change(
    `update outbound_lanes
        set ${counts.columns.map(column => `${column}, `).join('')}batch_started_at = ?, batch_used = ?, recent_results = ?
      where owner_type = ? and owner_id = ?`,
    [...counts.bindings, batch.startedAt, batch.used, recentResults, owner.type, owner.id]
  )
  await addToHistory(db, owner, reasons, change)
}

const toLane = (row: Row): Lane => ({
  owner: { type: toText(row.owner_type), id: toNumber(row.owner_id) },
  botId: toText(row.bot_id),
  channel: toText(row.channel),
  open: toBoolean(row.open),
  batch_size: toNumber(row.batch_size),
  batch_interval_ms: toNumber(row.batch_interval_ms),
  concurrency: toNumber(row.concurrency),
  max_retries: toNumber(row.max_retries),
  retry_backoff_ms: toNumber(row.retry_backoff_ms),
  max_error_rate: toNumber(row.max_error_rate),
  max_consecutive_errors: toNumber(row.max_consecutive_errors),
  batch: { startedAt: toNumberOrNull(row.batch_started_at), used: toNumber(row.batch_used) },
  recentResults: toText(row.recent_results),
  tally: tallyOf(status => toNumber(row[status])),
  engagement: { replied: toNumber(row.replied), opted_out: toNumber(row.opted_out) }
})
