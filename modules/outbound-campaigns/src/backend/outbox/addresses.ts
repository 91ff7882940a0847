import type { Database } from '../platform/database/database'
import { toText, toTextOrNull } from '../platform/database/values'

/** Under which names a channel knows a person: what a provider has told us, which beats what we would have made up. */
export interface KnownAddress {
  person: string
  /** How the channel writes the number (WhatsApp's `wa_id`), digits only. */
  address: string | null
  /** A name of the channel's own for them (WhatsApp's `user_id`), where a number may be hidden behind it. */
  userId: string | null
}

/** Remembers the newest word on each person; what isn't said stays as it was known. */
export const rememberAddresses = async (
  tx: Database,
  botId: string,
  channel: string,
  known: readonly KnownAddress[]
): Promise<void> => {
  const rows = new Map<string, { person: string; address: string | null; user_id: string | null }>()
  for (const { person, address, userId } of known) {
    // Nobody is behind a message whose person is forgotten.
    if (person === '' || (address === null && userId === null)) continue
    const before = rows.get(person)
    rows.set(person, {
      person,
      address: address ?? before?.address ?? null,
      user_id: userId ?? before?.user_id ?? null
    })
  }
  if (rows.size === 0) return
  const given = tx.rows({ person: 'text', address: 'text', user_id: 'text' })
  // In one order for everybody, so that two nodes that write the same people don't wait for each other crosswise.
  await tx.change(
    `insert into outbound_addresses (bot_id, channel, person, address, user_id, updated_at)
     select ?, ?, person, address, user_id, ${tx.now} from ${given} given where true order by person
     on conflict (bot_id, channel, person) do update
        set address = coalesce(excluded.address, outbound_addresses.address),
            user_id = coalesce(excluded.user_id, outbound_addresses.user_id),
            updated_at = excluded.updated_at
      where (excluded.address is not null and excluded.address <> coalesce(outbound_addresses.address, ''))
         or (excluded.user_id is not null and excluded.user_id <> coalesce(outbound_addresses.user_id, ''))`,
    [botId, channel, JSON.stringify([...rows.values()])]
  )
}

/** The address that the channel itself gave for each person who has one. */
export const addressesOf = async (
  db: Database,
  botId: string,
  channel: string,
  persons: readonly string[]
): Promise<Map<string, string>> => {
  const rows = await db.query(
    `select a.person, a.address from ${db.rows({ person: 'text' })} given
      cross join outbound_addresses a where a.bot_id = ? and a.channel = ? and a.person = given.person`,
    [JSON.stringify(persons.map(person => ({ person }))), botId, channel]
  )
  const found = new Map<string, string>()
  for (const row of rows) {
    const address = toTextOrNull(row.address)
    if (address !== null) found.set(toText(row.person), address)
  }
  return found
}

/** Who is behind a channel's own names. */
export const personsOf = async (
  db: Database,
  botId: string,
  channel: string,
  userIds: readonly string[]
): Promise<Map<string, string>> => {
  if (userIds.length === 0) return new Map()
  const rows = await db.query(
    `select a.user_id, a.person from ${db.rows({ user_id: 'text' })} given
      cross join outbound_addresses a where a.bot_id = ? and a.channel = ? and a.user_id = given.user_id
      order by a.updated_at`,
    [JSON.stringify(userIds.map(userId => ({ user_id: userId }))), botId, channel]
  )
  return new Map(rows.map(row => [toText(row.user_id), toText(row.person)]))
}
