import type { Database } from '../platform/database/database'
import { toText, toTextOrNull } from '../platform/database/values'
import { suppress, takeBackStopWords, type Suppression } from './suppressions'
import { restoreSuppressions } from './forgotten'

/** Who stands behind an address: told by whoever knows people (the leads). */
export interface AddressBook {
  /** All addresses of whoever has one of these, by the one asked for. Until the transaction ends, nobody gets another. */
  addressesOf(
    tx: Database,
    botId: string,
    persons: readonly string[]
  ): Promise<ReadonlyMap<string, readonly string[]>>
  /** The same for who only looks: nothing is held. */
  known(
    db: Database,
    botId: string,
    persons: readonly string[]
  ): Promise<ReadonlyMap<string, readonly string[]>>
  /** The opt-outs of whoever has these addresses have changed. */
  changed(tx: Database, botId: string, persons: readonly string[]): Promise<void>
}

/**
 * Writes down opt-outs as people mean them: who wants to hear nothing at all is not written to at any address of theirs.
 * Answers the persons that are new.
 */
export const optOut = async (
  tx: Database,
  botId: string,
  book: AddressBook,
  suppressions: readonly Suppression[]
): Promise<Set<string>> => {
  const everywhere = suppressions.filter(({ channel }) => channel === 'all')
  const known = await book.addressesOf(
    tx,
    botId,
    everywhere.map(({ person }) => person)
  )
  const others = everywhere.flatMap(one =>
    (known.get(one.person) ?? []).filter(person => person !== one.person).map(person => ({ ...one, person }))
  )
  // The first word on a person stays: what they said themselves goes before what follows for their other addresses.
  const added = await suppress(tx, botId, [...others, ...suppressions])
  await book.changed(
    tx,
    botId,
    everywhere.map(({ person }) => person)
  )
  return added
}

/** Takes back what people had said by a word, for all addresses of theirs. What anybody else decided stays. */
export const optBackIn = async (
  tx: Database,
  botId: string,
  book: AddressBook,
  persons: readonly string[]
): Promise<void> => {
  if (persons.length === 0) return
  const known = await book.addressesOf(tx, botId, persons)
  const all = [...new Set(persons.flatMap(person => [person, ...(known.get(person) ?? [])]))]
  // Who was forgotten and writes again is known by their digest only.
  await restoreSuppressions(tx, botId, all)
  await takeBackStopWords(tx, botId, all)
  await book.changed(tx, botId, persons)
}

/**
 * Each of these is all addresses of one person: where one is off every list, the others are taken off too. Answers the
 * positions of those persons.
 */
export const coverAddresses = async (
  tx: Database,
  botId: string,
  people: ReadonlyArray<readonly string[]>
): Promise<Set<number>> => {
  const persons = [...new Set(people.flat())]
  if (persons.length === 0) return new Set()
  const rows = await tx.query(
    `select s.person, s.source, s.evidence from ${tx.rows({ person: 'text' })} given
      cross join outbound_suppressions s where s.bot_id = ? and s.person = given.person and s.channel = 'all'`,
    [JSON.stringify(persons.map(person => ({ person }))), botId]
  )
  const words = new Map(
    rows.map(row => [
      toText(row.person),
      { source: toText(row.source) as Suppression['source'], evidence: toTextOrNull(row.evidence) }
    ])
  )
  const out = new Set<number>()
  const others = people.flatMap((addresses, position) => {
    const word = addresses.map(person => words.get(person)).find(found => found !== undefined)
    if (!word) return []
    out.add(position)
    return addresses
      .filter(person => !words.has(person))
      .map((person): Suppression => ({ person, channel: 'all', ...word }))
  })
  await suppress(tx, botId, others)
  return out
}
