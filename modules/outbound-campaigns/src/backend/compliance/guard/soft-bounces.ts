import type { Database } from '../../platform/database/database'
import { toText } from '../../platform/database/values'

/** Mailboxes that could not take a mail for the moment, and how often in a row. One that takes a mail begins anew. */
export const countSoftBounces = async (
  tx: Database,
  botId: string,
  persons: readonly string[],
  limit: number
): Promise<string[]> => {
  if (persons.length === 0) return []
  const counts = new Map<string, number>()
  for (const person of persons) counts.set(person, (counts.get(person) ?? 0) + 1)
  const rows = [...counts]
    .map(([person, n]) => ({ person, n }))
    .sort((a, b) => (a.person < b.person ? -1 : 1))
  const given = tx.rows({ person: 'text', n: 'integer' })
  await tx.change(
    `insert into outbound_bounces (bot_id, person, n, last_at)
     select ?, person, n, ${tx.now} from ${given} given where true
     on conflict (bot_id, person) do update set n = outbound_bounces.n + excluded.n, last_at = excluded.last_at`,
    [botId, JSON.stringify(rows)]
  )
  const worn = await tx.query(
    `select b.person from ${given} given cross join outbound_bounces b
      where b.bot_id = ? and b.person = given.person and b.n >= ?`,
    [JSON.stringify(rows), botId, limit]
  )
  return worn.map(row => toText(row.person))
}

export const forgetSoftBounces = async (
  tx: Database,
  botId: string,
  persons: readonly string[]
): Promise<void> => {
  if (persons.length === 0) return
  await tx.change(
    `delete from outbound_bounces where bot_id = ? and person in (select person from ${tx.rows({ person: 'text' })} given)`,
    [botId, JSON.stringify([...new Set(persons)].map(person => ({ person })))]
  )
}
