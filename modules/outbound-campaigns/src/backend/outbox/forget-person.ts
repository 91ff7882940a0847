import { randomBytes } from 'crypto'
import type { Database } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import { cancelMessages } from './decide'
import { emptyRows } from './forget'
import { readLane } from './lanes'
import type { Owner } from './message'

/**
 * Takes one person out of everything that the outbox has of a bot: what is owed to them is cancelled, what was sent stays
 * counted and is nobody's, and no channel knows an address of theirs any more. In short transactions, one for each owner;
 * done again, it does what is left.
 */
export const forgetPerson = async (
  db: Database,
  botId: string,
  persons: readonly string[]
): Promise<void> => {
  if (persons.length === 0) return
  const messages = await messagesOf(db, botId, persons)
  const senders = await sendersOf(
    db,
    messages.map(({ id }) => id)
  )
  for (const { owner, ids } of byOwner(messages)) {
    await db.transaction(async tx => {
      await readLane(tx, owner, true)
      await cancelMessages(tx, owner, ids, FORGOTTEN)
      await emptyRows(tx, ids)
    })
  }
  await db.transaction(tx => forgetAddresses(tx, botId, persons, senders))
}

const FORGOTTEN = { code: 'forgotten', detail: 'This person asked to be forgotten.' }

interface Found {
  id: number
  owner: Owner
}

/** Those that were tried are found by the person, the others by their key, which in a campaign is the person too. */
const messagesOf = async (db: Database, botId: string, persons: readonly string[]): Promise<Found[]> => {
  const given = JSON.stringify(persons.map(person => ({ person })))
  const rows = await db.query(
    `select m.id, m.owner_type, m.owner_id from ${db.rows({ person: 'text' })} given
      cross join outbound_messages m
      where m.bot_id = ? and m.person = given.person and m.last_attempt_at is not null
     union
     select m.id, m.owner_type, m.owner_id from ${db.rows({ person: 'text' })} given
      cross join outbound_lanes l cross join outbound_messages m
      where l.bot_id = ? and m.owner_type = l.owner_type and m.owner_id = l.owner_id and m.dedupe_key = given.person`,
    [given, botId, given, botId]
  )
  return rows.map(row => ({
    id: toNumber(row.id),
    owner: { type: toText(row.owner_type), id: toNumber(row.owner_id) }
  }))
}

const byOwner = (messages: readonly Found[]): Array<{ owner: Owner; ids: number[] }> => {
  const groups = new Map<string, { owner: Owner; ids: number[] }>()
  for (const { id, owner } of messages) {
    const key = `${owner.type} ${owner.id}`
    const group = groups.get(key) ?? { owner, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const sendersOf = async (db: Database, ids: readonly number[]): Promise<string[]> => {
  const rows = await db.query(
    `select distinct sender from outbound_attempts
      where message_id in (select id from ${db.rows({ id: 'integer' })} given)`,
    [JSON.stringify(ids.map(id => ({ id })))]
  )
  return rows.map(row => toText(row.sender))
}

/** A sender's contact stays one: the limits count people, whoever they were. */
const forgetAddresses = async (
  tx: Database,
  botId: string,
  persons: readonly string[],
  senders: readonly string[]
): Promise<void> => {
  await tx.change(
    `delete from outbound_addresses
      where bot_id = ? and channel in ('whatsapp', 'email')
        and person in (select person from ${tx.rows({ person: 'text' })} given)`,
    [botId, JSON.stringify(persons.map(person => ({ person })))]
  )
  for (const sender of [...senders].sort()) {
    for (const person of persons) {
      await tx.change('update outbound_contacts set person = ? where sender = ? and person = ?', [
        `~${randomBytes(12).toString('hex')}`,
        sender,
        person
      ])
    }
  }
}
