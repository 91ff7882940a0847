import type { Database } from '../platform/database/database'
import { toText } from '../platform/database/values'
import { recordEvidence } from './evidence/entries'
import { tellSuppressed } from './suppressed'

/**
 * stop_word  the person wrote one of the words, or tapped a button that says so
 * provider   the provider says that they don't want to be written to
 * person     they said so otherwise: a link, a page
 * operator   somebody here entered it
 * import     it stood in a list that somebody here brought in
 * bounce     their mailbox can't be reached
 * complaint  they called a mail spam
 */
export const SUPPRESSION_SOURCES = [
  'stop_word',
  'provider',
  'person',
  'operator',
  'import',
  'bounce',
  'complaint'
] as const
export type SuppressionSource = (typeof SUPPRESSION_SOURCES)[number]

export interface Suppression {
  person: string
  /** A channel, or 'all'. */
  channel: string
  source: SuppressionSource
  /** What it goes back to, in a few words. */
  evidence: string | null
  /** When they said it, where that was not just now. */
  at?: number | null
}

/**
 * Writes down who must not be written to. The claim reads this table in the very statement that takes a message, so it
 * holds from the commit on. Who is on it already stays as they are; whoever is new is told of. Answers the persons that are new.
 */
export const suppress = async (
  tx: Database,
  botId: string,
  suppressions: readonly Suppression[]
): Promise<Set<string>> => {
  // Nobody is left behind a message whose person is forgotten.
  const people = suppressions.filter(({ person }) => person !== '')
  const rows = new Map(people.map(one => [`${one.channel} ${one.person}`, one]))
  if (rows.size === 0) return new Set()
  // In one order for everybody, so that two nodes that write the same people don't wait for each other crosswise.
  const ordered = [...rows.keys()].sort().flatMap(key => rows.get(key) ?? [])
  const given = tx.rows({ person: 'text', channel: 'text', source: 'text', evidence: 'text', at: 'integer' })
  const json = JSON.stringify(ordered)
  // Each by itself, in a subselect: a join PostgreSQL may turn into a walk through the bot's whole list.
  const before = await tx.query(
    `select given.person, given.channel from ${given} given
      where (select s.at from outbound_suppressions s
              where s.bot_id = ? and s.person = given.person and s.channel = given.channel) is not null`,
    [json, botId]
  )
  const known = new Set(before.map(row => `${toText(row.channel)} ${toText(row.person)}`))
  await tx.change(
    `insert into outbound_suppressions (bot_id, person, channel, source, evidence, at)
     select ?, person, channel, source, evidence, coalesce(at, ${tx.now}) from ${given} given where true
     on conflict (bot_id, person, channel) do nothing`,
    [botId, json]
  )
  const added = ordered.filter(({ person, channel }) => !known.has(`${channel} ${person}`))
  await tellSuppressed(tx, botId, added)
  await recordEvidence(
    tx,
    botId,
    added.map(({ person, channel, source, evidence, at }) => ({
      kind: 'opt_out',
      at,
      person,
      facts: { channel, source },
      personal: { evidence }
    }))
  )
  return new Set(added.map(({ person }) => person))
}

/** What a provider's reports say: on the channel that they were about. */
export const suppressByProvider = async (
  tx: Database,
  botId: string,
  people: ReadonlyArray<{ person: string; channel: string; reason: { code: string; detail: string } }>
): Promise<void> => {
  await suppress(
    tx,
    botId,
    people.map(({ person, channel, reason }) => ({
      person,
      channel,
      source: 'provider',
      evidence: `${reason.code}: ${reason.detail}`
    }))
  )
}

/** Takes back what these persons had said by a word; what anybody else decided stays. Answers how many. */
export const takeBackStopWords = async (
  tx: Database,
  botId: string,
  persons: readonly string[]
): Promise<number> => {
  if (persons.length === 0) return 0
  const given = JSON.stringify(persons.map(person => ({ person })))
  const taken = await tx.query(
    `select person, channel from outbound_suppressions
      where bot_id = ? and source = 'stop_word' and person in (select person from ${tx.rows({ person: 'text' })} given)
      order by person, channel ${tx.forUpdate}`,
    [botId, given]
  )
  if (taken.length === 0) return 0
  await recordEvidence(
    tx,
    botId,
    taken.map(row => ({
      kind: 'opt_in',
      person: toText(row.person),
      facts: { channel: toText(row.channel), source: 'stop_word' }
    }))
  )
  return tx.change(
    `delete from outbound_suppressions
      where bot_id = ? and source = 'stop_word' and person in (select person from ${tx.rows({ person: 'text' })} given)`,
    [botId, given]
  )
}

/** Which of these persons must not be written to on a channel. */
export const suppressedAmong = async (
  db: Database,
  botId: string,
  channel: string,
  persons: readonly string[]
): Promise<Set<string>> => {
  if (persons.length === 0) return new Set()
  const rows = await db.query(
    `select distinct s.person from ${db.rows({ person: 'text' })} given
      cross join outbound_suppressions s
      where s.bot_id = ? and s.person = given.person and s.channel in ('all', ?)`,
    [JSON.stringify(persons.map(person => ({ person }))), botId, channel]
  )
  return new Set(rows.map(row => toText(row.person)))
}
