import type { Database } from '../platform/database/database'
import { toText } from '../platform/database/values'

/** What the outbox remembers of people beside its messages, once it is of no use or they are in nothing any more. */

const AT_ONCE = 1_000
const DAY_MS = 86_400_000

/** The limits that count people look back a day; a second one, so that no clock that is set makes them miscount. */
const CONTACTS_KEPT_MS = 2 * DAY_MS

/** Takes away some of the contacts that no limit asks for any more. Answers whether there may be more. */
export const removeOldContacts = async (db: Database): Promise<boolean> => {
  for (const row of await db.query('select sender from outbound_senders order by sender')) {
    // Whoever is being written to at this moment has a new contact right away: that row is left alone.
    const removed = await db.change(
      `delete from outbound_contacts where (sender, person) in (
         select sender, person from outbound_contacts
          where sender = ? and last_at < ${db.now} - ${CONTACTS_KEPT_MS}
          order by last_at limit ${AT_ONCE} ${db.skipLocked})`,
      [toText(row.sender)]
    )
    if (removed === AT_ONCE) return true
  }
  return false
}

/** Which of these persons another part of the module still has something to do with. */
export type KnownElsewhere = (
  db: Database,
  botId: string,
  persons: readonly string[]
) => Promise<ReadonlySet<string>>

/** Where the next piece begins; null: all were looked at. */
export type StrangersCursor = { channel: string; person: string } | null

/**
 * Looks at some of the people whose address a channel has told, and forgets the addresses of those who are in no message
 * any more, nor elsewhere, and of whom nothing was heard for this long.
 */
export const forgetStrangers = async (
  db: Database,
  botId: string,
  idleMs: number,
  after: StrangersCursor,
  known: KnownElsewhere
): Promise<StrangersCursor> => {
  const rows = await db.query(
    `select channel, person, case when updated_at < ${db.now} - ? then 1 else 0 end as idle from outbound_addresses
      where bot_id = ? ${after ? 'and (channel, person) > (?, ?)' : ''} order by channel, person limit ${AT_ONCE}`,
    [idleMs, botId, ...(after ? [after.channel, after.person] : [])]
  )
  const idle = rows.filter(row => Number(row.idle) === 1).map(row => toText(row.person))
  const elsewhere = idle.length > 0 ? await known(db, botId, idle) : new Set()
  const strangers = idle.filter(person => !elsewhere.has(person))
  if (strangers.length > 0) {
    const given = db.rows({ person: 'text' })
    // Those who were tried are found by the person, those who were not by their key, which in a campaign is the person.
    await db.change(
      `delete from outbound_addresses
        where bot_id = ? and updated_at < ${db.now} - ? and person in (
          select given.person from ${given} given
           where not exists (select 1 from outbound_messages m
                              where m.bot_id = ? and m.person = given.person and m.last_attempt_at is not null)
             and not exists (select 1 from outbound_lanes l cross join outbound_messages m
                              where l.bot_id = ? and m.owner_type = l.owner_type and m.owner_id = l.owner_id
                                and m.dedupe_key = given.person))`,
      [botId, idleMs, JSON.stringify(strangers.map(person => ({ person }))), botId, botId]
    )
  }
  const last = rows[rows.length - 1]
  return rows.length === AT_ONCE && last
    ? { channel: toText(last.channel), person: toText(last.person) }
    : null
}
