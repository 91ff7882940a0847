import type { Database, Row } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import type { Owner } from '../outbox/message'

/** A message that somebody may be answering. */
export interface AnsweredMessage {
  id: number
  owner: Owner
  person: string
}

/** Who got the messages that the provider knows by these ids. */
export const personsReached = async (
  db: Database,
  botId: string,
  providerIds: readonly string[]
): Promise<Map<string, string>> => {
  const found = await messagesByProviderId(db, botId, providerIds)
  return new Map([...found].map(([providerId, { person }]) => [providerId, person]))
}

/** For `cross join` and `coalesce` see `findAttempts` of the outbox's reports: begin with the few, not with the bot. */
export const messagesByProviderId = async (
  db: Database,
  botId: string,
  providerIds: readonly string[]
): Promise<Map<string, AnsweredMessage>> => {
  if (providerIds.length === 0) return new Map()
  const rows = await db.query(
    `select m.provider_id, m.id, m.owner_type, m.owner_id, m.person
       from ${db.rows({ provider_id: 'text' })} given
      cross join outbound_messages m
      where m.provider_id = given.provider_id and coalesce(m.bot_id, '') = ?`,
    [JSON.stringify([...new Set(providerIds)].map(id => ({ provider_id: id }))), botId]
  )
  return new Map(rows.map(row => [toText(row.provider_id), toMessage(row)]))
}

/** Who says nothing of which message they answer, answers the last one, if it isn't older than this. */
export const ANSWERS_WITHIN_MS = 14 * 86_400_000

/** The last message that was sent to each of these persons on a channel. */
export const lastMessagesTo = async (
  db: Database,
  botId: string,
  channel: string,
  persons: readonly string[]
): Promise<Map<string, AnsweredMessage>> => {
  if (persons.length === 0) return new Map()
  const rows = await db.query(
    `select m.id, m.owner_type, m.owner_id, m.person
       from (select given.person,
                    (select p.id from outbound_messages p
                      where p.bot_id = ? and p.person = given.person and p.last_attempt_at > ${db.now} - ?
                        and p.channel = ? and p.status in ('sending', 'sent', 'delivered', 'read', 'unconfirmed')
                      order by p.last_attempt_at desc, p.id desc limit 1) as last_id
               from ${db.rows({ person: 'text' })} given) newest
      cross join outbound_messages m where m.id = newest.last_id`,
    [botId, ANSWERS_WITHIN_MS, channel, JSON.stringify([...new Set(persons)].map(person => ({ person })))]
  )
  return new Map(rows.map(row => [toText(row.person), toMessage(row)]))
}

const toMessage = (row: Row): AnsweredMessage => ({
  id: toNumber(row.id),
  owner: { type: toText(row.owner_type), id: toNumber(row.owner_id) },
  person: toText(row.person)
})
