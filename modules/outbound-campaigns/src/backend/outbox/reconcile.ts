import type { Database } from '../platform/database/database'
import { toNumber, toText, toTextOrNull } from '../platform/database/values'
import { readLane } from './lanes'
import { isMessageStatus, MESSAGE_STATUSES, type MessageStatus, type Owner } from './message'
import { addToTally, tallyOf, type ReasonChange, type Tally } from './tally'

/** What was kept, and what the rows say. */
export interface Difference {
  status: MessageStatus
  /** null: how many are in the status; else how many of them are there for this reason. */
  code: string | null
  kept: number
  counted: number
}

/** `moving`: rows changed state all the while, so nothing was found out. */
export type Reconciled = { kind: 'reconciled'; differences: Difference[] } | { kind: 'moving' }

/** So many rows are one short statement. A lane with more is counted piece by piece, and never holds up the bot. */
const AT_ONCE = 5_000
const TRIES = 3

/**
 * Counts an owner's rows and mends what was kept of them. The two can't differ as long as every change of rows carries
 * its change of counts in one transaction; this is for the day on which that is not so: a mistake of ours, a database
 * that was edited or put together by hand.
 */
export const reconcile = async (db: Database, owner: Owner): Promise<Reconciled> => {
  for (let n = 0; n < TRIES; n += 1) {
    const before = await readKept(db, owner)
    const isSmall = sum(before.tally) <= AT_ONCE
    const differences = isSmall ? await countLocked(db, owner) : await countWhileItRests(db, owner, before)
    if (differences) return { kind: 'reconciled', differences }
  }
  return { kind: 'moving' }
}

/** Nothing moves while the lane is locked. */
const countLocked = (db: Database, owner: Owner): Promise<Difference[]> =>
  db.transaction(async tx => {
    await readLane(tx, owner, true)
    const differences = compare(await readKept(tx, owner), await countRowsOf(tx, owner))
    await mend(tx, owner, differences)
    return differences
  })

/**
 * Counting takes many statements, and holds if nothing moved meanwhile. Two moves may cancel each other out and pass
 * unnoticed, so what differs is believed only when a second count says the very same. null: something moved.
 */
const countWhileItRests = async (
  db: Database,
  owner: Owner,
  before: Numbers
): Promise<Difference[] | null> => {
  const first = compare(before, await countRowsOf(db, owner))
  if (first.length === 0) return isSame(before, await readKept(db, owner)) ? [] : null
  const second = compare(before, await countRowsOf(db, owner))
  if (!isSame(first, second)) return null
  return db.transaction(async tx => {
    await readLane(tx, owner, true)
    if (!isSame(before, await readKept(tx, owner))) return null
    await mend(tx, owner, first)
    return first
  })
}

interface Numbers {
  tally: Tally
  reasons: Array<{ status: MessageStatus; code: string; n: number }>
}

const readKept = async (db: Database, owner: Owner): Promise<Numbers> => {
  const rows = await db.query(
    `select status, code, n from outbound_reasons
      where owner_type = ? and owner_id = ? and n <> 0 order by status, code`,
    [owner.type, owner.id]
  )
  return {
    tally: (await readLane(db, owner))?.tally ?? tallyOf(() => 0),
    reasons: rows.map(row => ({ status: statusOf(row.status), code: toText(row.code), n: toNumber(row.n) }))
  }
}

const countRowsOf = async (db: Database, owner: Owner): Promise<Numbers> => {
  const tally = tallyOf(() => 0)
  const reasons = new Map<string, Numbers['reasons'][number]>()
  let after = 0
  for (;;) {
    const rows = await db.query(
      `select status, reason_code, count(*) as n, max(id) as last
         from (select id, status, reason_code from outbound_messages
                where owner_type = ? and owner_id = ? and id > ? order by id limit ${AT_ONCE}) piece
        group by status, reason_code`,
      [owner.type, owner.id, after]
    )
    for (const row of rows) {
      const [status, code, n] = [statusOf(row.status), toTextOrNull(row.reason_code), toNumber(row.n)]
      tally[status] += n
      // What is owed or under way may still end otherwise: only ends have their reasons counted.
      if (code === null || status === 'pending' || status === 'sending') continue
      const key = `${status} ${code}`
      reasons.set(key, { status, code, n: n + (reasons.get(key)?.n ?? 0) })
    }
    if (rows.reduce((all, row) => all + toNumber(row.n), 0) < AT_ONCE) break
    after = Math.max(...rows.map(row => toNumber(row.last)))
  }
  return { tally, reasons: [...reasons.values()] }
}

const compare = (kept: Numbers, counted: Numbers): Difference[] => {
  const tallies = MESSAGE_STATUSES.map(status => ({
    status,
    code: null,
    kept: kept.tally[status],
    counted: counted.tally[status]
  }))
  const reasons = new Map<string, Difference>()
  const at = (status: MessageStatus, code: string): Difference => {
    const key = `${status} ${code}`
    const found = reasons.get(key) ?? { status, code, kept: 0, counted: 0 }
    reasons.set(key, found)
    return found
  }
  for (const { status, code, n } of kept.reasons) at(status, code).kept = n
  for (const { status, code, n } of counted.reasons) at(status, code).counted = n
  const byName = [...reasons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference)
  return [...tallies, ...byName].filter(one => one.kept !== one.counted)
}

/** Only the counts: when messages were sent and what they cost is no matter of rows alone. */
const mend = async (tx: Database, owner: Owner, differences: readonly Difference[]): Promise<void> => {
  const reasons = differences.flatMap(({ status, code, kept, counted }): ReasonChange[] =>
    code === null ? [] : [{ status, code, n: counted - kept }]
  )
  await addToTally(tx, owner, {}, reasons)
  for (const { status, code, counted } of differences) {
    if (code === null)
      await tx.change(
        `update outbound_lanes set ${columnOf(status)} = ? where owner_type = ? and owner_id = ?`,
        [counted, owner.type, owner.id]
      )
  }
}

const sum = (tally: Tally): number => MESSAGE_STATUSES.reduce((all, status) => all + tally[status], 0)

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

// `read` is a word of SQL's own.
const columnOf = (status: MessageStatus): string => (status === 'read' ? '"read"' : status)

const statusOf = (value: unknown): MessageStatus => {
  const status = toText(value)
  if (!isMessageStatus(status)) throw new Error('A message is in a status that the module does not know.')
  return status
}
