import type { Database } from '../platform/database/database'
import { toNumber } from '../platform/database/values'
import { readLane } from './lanes'
import type { Owner } from './message'

/**
 * Takes the people out of an owner's messages and leaves everything that is counted: each row keeps its state, its times
 * and the code of its reason, and is nobody's. Such a row is never sent again: there is nobody to send it to.
 */
const AT_ONCE = 1_000

/** Behind every key that a person or a step can have, so that the index finds those who are still to be forgotten. */
const FORGOTTEN = '~'

export const hasPeople = async (db: Database, owner: Owner): Promise<boolean> =>
  (await db.first(
    `select 1 as yes from outbound_messages
      where owner_type = ? and owner_id = ? and dedupe_key < '${FORGOTTEN}' order by dedupe_key limit 1`,
    [owner.type, owner.id]
  )) !== undefined

/** Forgets some of them, in a short transaction. Answers whether there may be more. */
export const forgetPeople = (db: Database, owner: Owner): Promise<boolean> =>
  db.transaction(async tx => {
    // The lane first, then its messages: everybody locks in this order.
    await readLane(tx, owner, true)
    const rows = await tx.query(
      `select id from outbound_messages
        where owner_type = ? and owner_id = ? and dedupe_key < '${FORGOTTEN}' order by dedupe_key limit ${AT_ONCE}`,
      [owner.type, owner.id]
    )
    if (rows.length === 0) return false
    await emptyRows(
      tx,
      rows.map(row => toNumber(row.id))
    )
    return rows.length === AT_ONCE
  })

/** The lane of these messages is locked. */
export const emptyRows = async (tx: Database, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  const json = JSON.stringify(ids.map(id => ({ id })))
  const given = tx.rows({ id: 'integer' })
  await tx.change(
    `update outbound_attempts set detail = null, provider_id = null
      where message_id in (select id from ${given} given)`,
    [json]
  )
  // What a provider said, and its own id of the message, lead back to the person as well.
  await tx.change(
    `update outbound_messages
        set person = '', dedupe_key = '${FORGOTTEN}' || id, data = null, reason = null, provider_id = null,
            updated_at = ${tx.now}
      where id in (select id from ${given} given)`,
    [json]
  )
}
