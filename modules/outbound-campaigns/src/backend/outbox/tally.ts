import type { Database } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import { MESSAGE_STATUSES, type MessageStatus, type Owner } from './message'

/** How many messages of an owner are in each status. */
export type Tally = Record<MessageStatus, number>

/** How many came to these statuses: what the timeline counts, even of those that went on at once. */
export type Arrivals = Partial<Record<'sent' | 'delivered' | 'failed', number>>

/** So many more (or fewer) messages are in this status for this reason. */
export interface ReasonChange {
  status: MessageStatus
  code: string
  n: number
}

/**
 * Moves counts from one status to another: the lane's, those by reason, and the timeline's. It must run in the
 * transaction that moves the rows. That is what keeps every number of a report true without ever counting rows, so that
 * a report on a million people costs what one on ten does.
 */
export const addToTally = async (
  db: Database,
  owner: Owner,
  change: Partial<Tally>,
  reasons: readonly ReasonChange[] = [],
  arrivals: Arrivals = change
): Promise<void> => {
  const { columns, bindings } = countsToSet(change)
  if (columns.length > 0) {
    await db.change(`update outbound_lanes set ${columns.join(', ')} where owner_type = ? and owner_id = ?`, [
      ...bindings,
      owner.type,
      owner.id
    ])
  }
  await addToHistory(db, owner, reasons, arrivals)
}

/** The lane's counts as a part of an update of it. */
export const countsToSet = (change: Partial<Tally>): { columns: string[]; bindings: number[] } => {
  const moved = MESSAGE_STATUSES.filter(status => (change[status] ?? 0) !== 0)
  return {
    columns: moved.map(status => `${column(status)} = ${column(status)} + ?`),
    bindings: moved.map(status => change[status] ?? 0)
  }
}

/** What the counts alone don't say: for which reasons, and when. */
export const addToHistory = async (
  db: Database,
  owner: Owner,
  reasons: readonly ReasonChange[],
  arrivals: Arrivals
): Promise<void> => {
  await addToReasons(db, owner, reasons)
  await addToTimeline(db, owner, arrivals)
}

/** Both changes together, or a tally after a change. */
export const plus = <Counts extends Partial<Tally>>(counts: Counts, change: Partial<Tally>): Counts => {
  const sum = { ...counts }
  for (const status of MESSAGE_STATUSES) {
    const moved = change[status]
    if (moved !== undefined) sum[status] = (counts[status] ?? 0) + moved
  }
  return sum
}

/** Somebody answered, or asked not to be written to again. */
export const addEngagement = async (
  db: Database,
  owner: Owner,
  { replied = 0, opted_out = 0 }: { replied?: number; opted_out?: number }
): Promise<void> => {
  await db.change(
    `update outbound_lanes set replied = replied + ?, opted_out = opted_out + ? where owner_type = ? and owner_id = ?`,
    [replied, opted_out, owner.type, owner.id]
  )
}

const addToReasons = async (db: Database, owner: Owner, reasons: readonly ReasonChange[]): Promise<void> => {
  const sums = new Map<string, ReasonChange>()
  for (const { status, code, n } of reasons) {
    const key = `${status} ${code}`
    sums.set(key, { status, code, n: n + (sums.get(key)?.n ?? 0) })
  }
  const rows = [...sums.values()].filter(({ n }) => n !== 0)
  if (rows.length === 0) return
  await db.change(
    `insert into outbound_reasons (owner_type, owner_id, status, code, n)
     select ?, ?, status, code, n from ${db.rows({ status: 'text', code: 'text', n: 'integer' })} given where true
     on conflict (owner_type, owner_id, status, code) do update set n = outbound_reasons.n + excluded.n`,
    [owner.type, owner.id, JSON.stringify(rows)]
  )
}

const MINUTE_MS = 60_000

const addToTimeline = async (db: Database, owner: Owner, arrivals: Arrivals): Promise<void> => {
  const [sent, delivered, failed] = [arrivals.sent, arrivals.delivered, arrivals.failed].map(n =>
    Math.max(0, n ?? 0)
  )
  if (!sent && !delivered && !failed) return
  await db.change(
    `insert into outbound_timeline (owner_type, owner_id, minute, sent, delivered, failed)
     values (?, ?, (${db.now} / ${MINUTE_MS}) * ${MINUTE_MS}, ?, ?, ?)
     on conflict (owner_type, owner_id, minute) do update
        set sent = outbound_timeline.sent + excluded.sent,
            delivered = outbound_timeline.delivered + excluded.delivered,
            failed = outbound_timeline.failed + excluded.failed`,
    [owner.type, owner.id, sent ?? 0, delivered ?? 0, failed ?? 0]
  )
}

/** What messages cost more than was known. */
export const addCost = async (
  db: Database,
  owner: Owner,
  costs: ReadonlyArray<{ currency: string; amount: number }>
): Promise<void> => {
  for (const { currency, amount } of costs) {
    await db.change(
      `insert into outbound_costs (owner_type, owner_id, currency, amount) values (?, ?, ?, ?)
       on conflict (owner_type, owner_id, currency) do update set amount = outbound_costs.amount + excluded.amount`,
      [owner.type, owner.id, currency, amount]
    )
  }
}

export const costsOf = async (
  db: Database,
  owner: Owner
): Promise<Array<{ currency: string; amount: number }>> => {
  const rows = await db.query(
    'select currency, amount from outbound_costs where owner_type = ? and owner_id = ? order by currency',
    [owner.type, owner.id]
  )
  return rows.map(row => ({ currency: toText(row.currency), amount: toNumber(row.amount) }))
}

export interface ReasonCount {
  status: MessageStatus
  code: string
  count: number
}

/** Why messages are where they are, the most frequent first. */
export const reasonCounts = async (db: Database, owner: Owner): Promise<ReasonCount[]> => {
  const rows = await db.query(
    'select status, code, n from outbound_reasons where owner_type = ? and owner_id = ? and n > 0 order by n desc, code',
    [owner.type, owner.id]
  )
  return rows.map(row => ({ status: toStatus(row.status), code: toText(row.code), count: toNumber(row.n) }))
}

export interface TimelinePoint {
  at: number
  sent: number
  delivered: number
  failed: number
}

export const timeline = async (db: Database, owner: Owner): Promise<TimelinePoint[]> => {
  const rows = await db.query(
    'select minute, sent, delivered, failed from outbound_timeline where owner_type = ? and owner_id = ? order by minute',
    [owner.type, owner.id]
  )
  return rows.map(row => ({
    at: toNumber(row.minute),
    sent: toNumber(row.sent),
    delivered: toNumber(row.delivered),
    failed: toNumber(row.failed)
  }))
}

/** Whether the provider ever took one of the owner's messages, whatever became of it later. */
export const everAccepted = async (db: Database, owner: Owner): Promise<boolean> =>
  (await db.first(
    `select 1 as yes from outbound_timeline where owner_type = ? and owner_id = ? and (sent > 0 or delivered > 0) limit 1`,
    [owner.type, owner.id]
  )) !== undefined

/** Counts the rows themselves. The reconciler compares it with what was kept; nothing else may afford it. */
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

// `read` is a word of SQL's own.
export const column = (status: MessageStatus): string => (status === 'read' ? '"read"' : status)

const toStatus = (value: unknown): MessageStatus => {
  const found = MESSAGE_STATUSES.find(status => status === value)
  if (!found) throw new Error('A message is in a status that the module does not know.')
  return found
}
