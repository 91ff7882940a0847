import type { Binding, Database } from '../platform/database/database'
import { toNumber, toTextOrNull } from '../platform/database/values'
import { readLane } from './lanes'
import type { Listener, MessageStatus, Owner, Reason } from './message'
import { addToTally, type ReasonChange } from './tally'

/**
 * What people decide about messages that are not under way: cancel them, try them again, believe that they arrived.
 * Each works through its rows in short transactions, so that a million of them never hold up the bot; a process that
 * dies half-way leaves rows that are done and rows that are not, and doing it again does the rest.
 */
const AT_ONCE = 1000

interface Decision {
  owner: Owner
  from: MessageStatus
  to: MessageStatus
  reason: Reason | null
  /** Further columns to set. */
  set?: string
  where?: { sql: string; bindings: readonly Binding[] }
  listener?: { botId: string; became: Listener | undefined }
}

/**
 * Takes back some messages that are still owed, in the caller's transaction and with the lane locked. What is under way
 * stays so. Answers those that were taken back.
 */
export const cancelMessages = async (
  tx: Database,
  owner: Owner,
  ids: readonly number[],
  reason: Reason
): Promise<number[]> => {
  if (ids.length === 0) return []
  const rows = await tx.query(
    `select id from outbound_messages
      where id in (select id from ${tx.rows({ id: 'integer' })} given)
        and owner_type = ? and owner_id = ? and status = 'pending' order by id ${tx.forUpdate}`,
    [JSON.stringify(ids.map(id => ({ id }))), owner.type, owner.id]
  )
  const owed = rows.map(row => toNumber(row.id))
  if (owed.length === 0) return []
  await tx.change(
    `update outbound_messages set status = 'cancelled', reason_code = ?, reason = ?, updated_at = ${tx.now}
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [reason.code, reason.detail, JSON.stringify(owed.map(id => ({ id })))]
  )
  await addToTally(tx, owner, { pending: -owed.length, cancelled: owed.length }, [
    { status: 'cancelled', code: reason.code, n: owed.length }
  ])
  return owed
}

/** Everything that is owed is not sent, and says why. */
export const cancelPending = (db: Database, owner: Owner, reason: Reason): Promise<number> =>
  decideAll(db, { owner, from: 'pending', to: 'cancelled', reason })

/** Owed again, with all its retries, where the person isn't forgotten (`forget.ts`). `codes`: only what failed for one of these reasons; `id`: only this one. */
export const retryFailed = (
  db: Database,
  owner: Owner,
  { codes, id }: { codes?: readonly string[]; id?: number } = {}
): Promise<number> =>
  decideAll(db, {
    owner,
    from: 'failed',
    to: 'pending',
    reason: null,
    set: ', not_before = 0, spared_attempts = attempts',
    where: {
      sql: `and person <> '' ${codes ? `and reason_code in (${codes.map(() => '?').join(', ')})` : ''} ${id === undefined ? '' : 'and id = ?'}`,
      bindings: [...(codes ?? []), ...(id === undefined ? [] : [id])]
    }
  })

/** A person's word on what nobody knows: it was sent, or send it again at the risk of sending it twice. */
export const decideUnconfirmed = (
  db: Database,
  owner: Owner,
  action: 'retry' | 'assume_delivered',
  ids?: readonly number[],
  listener?: { botId: string; became: Listener }
): Promise<number> =>
  decideAll(db, {
    listener,
    owner,
    from: 'unconfirmed',
    to: action === 'retry' ? 'pending' : 'delivered',
    reason:
      action === 'retry'
        ? null
        : { code: 'assumed_delivered', detail: 'Somebody decided to count it as delivered.' },
    set: action === 'retry' ? ', not_before = 0, spared_attempts = attempts' : `, delivered_at = ${db.now}`,
    where: {
      sql: `${action === 'retry' ? `and person <> ''` : ''} ${
        ids ? `and id in (select id from ${db.rows({ id: 'integer' })} chosen)` : ''
      }`,
      bindings: ids ? [JSON.stringify(ids.map(id => ({ id })))] : []
    }
  })

const decideAll = async (db: Database, decision: Decision): Promise<number> => {
  let decided = 0
  for (;;) {
    const some = await db.transaction(tx => decideSome(tx, decision))
    decided += some
    if (some < AT_ONCE) return decided
  }
}

const decideSome = async (
  tx: Database,
  { owner, from, to, reason, set = '', where, listener }: Decision
): Promise<number> => {
  // The lane first, then its messages: everybody locks in this order.
  await readLane(tx, owner, true)
  const rows = await tx.query(
    `select id, reason_code from outbound_messages
      where owner_type = ? and owner_id = ? and status = ? ${where?.sql ?? ''} order by not_before, id limit ${AT_ONCE}`,
    [owner.type, owner.id, from, ...(where?.bindings ?? [])]
  )
  if (rows.length === 0) return 0
  await tx.change(
    `update outbound_messages
        set status = ?, reason_code = ?, reason = ?, lease_until = null, updated_at = ${tx.now} ${set}
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [
      to,
      reason?.code ?? null,
      reason?.detail ?? null,
      JSON.stringify(rows.map(row => ({ id: toNumber(row.id) })))
    ]
  )
  const left = rows.flatMap((row): ReasonChange[] => {
    const code = toTextOrNull(row.reason_code)
    return code && from !== 'pending' ? [{ status: from, code, n: -1 }] : []
  })
  const arrived: ReasonChange[] = reason ? [{ status: to, code: reason.code, n: rows.length }] : []
  await addToTally(tx, owner, { [from]: -rows.length, [to]: rows.length }, [...left, ...arrived])
  await listener?.became?.(
    tx,
    listener.botId,
    owner,
    rows.map(row => ({ messageId: toNumber(row.id), status: to, reason }))
  )
  return rows.length
}

/** Takes an owner's messages and their log away for good, in short transactions. */
export const removeMessages = async (db: Database, owner: Owner): Promise<void> => {
  for (;;) {
    const removed = await db.transaction(async tx => {
      const rows = await tx.query(
        `select id from outbound_messages where owner_type = ? and owner_id = ? order by id limit ${AT_ONCE}`,
        [owner.type, owner.id]
      )
      const ids = JSON.stringify(rows.map(row => ({ id: toNumber(row.id) })))
      const given = tx.rows({ id: 'integer' })
      await tx.change(`delete from outbound_attempts where message_id in (select id from ${given} given)`, [
        ids
      ])
      return tx.change(`delete from outbound_messages where id in (select id from ${given} given)`, [ids])
    })
    if (removed < AT_ONCE) break
  }
  for (const table of ['outbound_reasons', 'outbound_timeline', 'outbound_costs', 'outbound_lanes']) {
    await db.change(`delete from ${table} where owner_type = ? and owner_id = ?`, [owner.type, owner.id])
  }
}
