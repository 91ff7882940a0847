import { cancelMessages, forgetMessages, lockLanes, type Owner } from '../outbox'
import type { Database } from '../platform/database/database'
import { toNumber } from '../platform/database/values'
import { ownersOfBot } from './lanes'

/** How single messages lose their people: when somebody asks for it, and when their time has come. */
const AT_ONCE = 500
/** Behind every key of theirs: those that were forgotten already are not gone through again. */
const FORGOTTEN = '~'

/** What is owed to them still. What was tried is found by the outbox itself, by the person. */
export const forgetOwed = async (db: Database, botId: string, persons: readonly string[]): Promise<void> => {
  if (persons.length === 0) return
  const given = JSON.stringify(persons.map(person => ({ person })))
  for (const owner of await ownersOfBot(db, botId)) {
    await db.transaction(async tx => {
      await lockLanes(tx, [owner])
      const rows = await tx.query(
        `select id from outbound_messages
          where owner_type = ? and owner_id = ? and status in ('pending', 'skipped', 'cancelled')
            and person in (select person from ${tx.rows({ person: 'text' })} given) order by id`,
        [owner.type, owner.id, given]
      )
      const ids = rows.map(row => toNumber(row.id))
      await cancelMessages(tx, owner, ids, {
        code: 'forgotten',
        detail: 'This person asked to be forgotten.'
      })
      await forgetMessages(tx, ids)
    })
  }
}

/** Those that ended so long ago, in short transactions. Answers whether there may be more. */
export const forgetOld = (db: Database, owner: Owner, ageMs: number): Promise<boolean> =>
  db.transaction(async tx => {
    await lockLanes(tx, [owner])
    const rows = await tx.query(
      `select id from outbound_messages
        where owner_type = ? and owner_id = ? and dedupe_key < '${FORGOTTEN}' and updated_at < ${tx.now} - ?
          and status not in ('pending', 'sending') order by dedupe_key limit ${AT_ONCE}`,
      [owner.type, owner.id, ageMs]
    )
    await forgetMessages(
      tx,
      rows.map(row => toNumber(row.id))
    )
    return rows.length === AT_ONCE
  })
