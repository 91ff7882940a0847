import type { Database, Row } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import type { Channel } from './events/event'

/** A message that another system speaks of. */
export interface NamedMessage {
  id: number
  person: string
  channel: Channel | null
}

export const nameKey = (name: string | number): string =>
  typeof name === 'number' ? `#${name}` : `id ${name}`

/** By their numbers here, or by the ids under which they were sent. Always within the bot. */
export const messagesNamed = async (
  tx: Database,
  botId: string,
  names: ReadonlyArray<string | number>
): Promise<Map<string, NamedMessage>> => {
  const ids = names.flatMap(name => (typeof name === 'number' ? [{ id: name }] : []))
  const providerIds = names.flatMap(name => (typeof name === 'string' ? [{ provider_id: name }] : []))
  const found = new Map<string, NamedMessage>()
  const columns = 'm.id, m.person, m.channel, m.provider_id'
  // `coalesce` keeps both databases from beginning with all that the bot has.
  if (ids.length > 0) {
    const rows = await tx.query(
      `select ${columns} from ${tx.rows({ id: 'integer' })} given cross join outbound_messages m
        where m.id = given.id and coalesce(m.bot_id, '') = ?`,
      [JSON.stringify(ids), botId]
    )
    for (const row of rows) found.set(nameKey(toNumber(row.id)), toMessage(row))
  }
  if (providerIds.length > 0) {
    const rows = await tx.query(
      `select ${columns} from ${tx.rows({ provider_id: 'text' })} given cross join outbound_messages m
        where m.provider_id = given.provider_id and coalesce(m.bot_id, '') = ?`,
      [JSON.stringify(providerIds), botId]
    )
    for (const row of rows) found.set(nameKey(toText(row.provider_id)), toMessage(row))
  }
  return found
}

const toMessage = (row: Row): NamedMessage => {
  const channel = toText(row.channel)
  return {
    id: toNumber(row.id),
    person: toText(row.person),
    channel: channel === 'email' || channel === 'whatsapp' ? channel : null
  }
}
