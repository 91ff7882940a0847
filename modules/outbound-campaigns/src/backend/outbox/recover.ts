import type { Database, Row } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import { readLane } from './lanes'
import type { Listener, Owner } from './message'
import { addToTally } from './tally'

const LOST = {
  code: 'outcome_lost',
  detail: 'The server stopped while this message was on its way. It may or may not have been sent.'
}
const AT_ONCE = 500

/**
 * Finds what a dead process left behind: messages whose lease ran out while they were being sent. Nobody knows whether
 * they went out, so they become unconfirmed and are never sent again without somebody's word (invariant 1).
 * Answers the owners concerned.
 */
export const recoverLost = async (
  db: Database,
  botId: string,
  listenerOf: (owner: Owner) => Listener | undefined = () => undefined
): Promise<Owner[]> => {
  // In the order of their leases and not of their owners, or SQLite reads through every message there is to find those few.
  const rows = await db.query(
    `select owner_type, owner_id from outbound_messages
      where status = 'sending' and lease_until < ${db.now} and bot_id = ? order by lease_until limit ?`,
    [botId, AT_ONCE]
  )
  const owners = ownersOf(rows)
  for (const owner of owners) while ((await recoverSome(db, botId, owner, listenerOf(owner))) === AT_ONCE);
  return owners
}

/** Each once. More than were looked at are found the next time. */
const ownersOf = (rows: readonly Row[]): Owner[] => {
  const owners = new Map<string, Owner>()
  for (const row of rows) {
    const owner = { type: toText(row.owner_type), id: toNumber(row.owner_id) }
    owners.set(`${owner.type} ${owner.id}`, owner)
  }
  return [...owners.values()]
}

/** The lane first, then its messages: everybody locks in this order, so nobody waits for another crosswise. */
const recoverSome = (
  db: Database,
  botId: string,
  owner: Owner,
  listener: Listener | undefined
): Promise<number> =>
  db.transaction(async tx => {
    await readLane(tx, owner, true)
    const rows = await tx.query(
      `select id from outbound_messages
        where status = 'sending' and lease_until < ${tx.now} and owner_type = ? and owner_id = ?
        order by lease_until limit ?`,
      [owner.type, owner.id, AT_ONCE]
    )
    if (rows.length === 0) return 0
    const ids = rows.map(row => toNumber(row.id))
    await tx.change(
      `update outbound_messages
          set status = 'unconfirmed', reason_code = ?, reason = ?, lease_until = null, updated_at = ${tx.now}
        where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
      [LOST.code, LOST.detail, JSON.stringify(ids.map(id => ({ id })))]
    )
    const unconfirmed = { status: 'unconfirmed', code: LOST.code, n: ids.length } as const
    await addToTally(tx, owner, { sending: -ids.length, unconfirmed: ids.length }, [unconfirmed])
    await listener?.(
      tx,
      botId,
      owner,
      ids.map(messageId => ({ messageId, status: 'unconfirmed', reason: LOST }))
    )
    return ids.length
  })
