import type { Binding, Database, Row } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { toNumber, toText, toTextOrNull } from '../../platform/database/values'
import { beyond } from '../../platform/names'
import { beginnings } from '../../platform/phone/beginnings'
import { SUPPRESSION_SOURCES, type SuppressionSource } from '../suppressions'
import type { OptOutFilter } from './schema'

/** The SQL of the list of opt-outs. Searched by the beginning it is in the persons' order, else the newest come first. */
export interface StoredOptOut {
  person: string
  channel: string
  source: SuppressionSource
  evidence: string | null
  at: number
}

export const listOptOuts = (
  db: Database,
  botId: string,
  filter: OptOutFilter,
  page: PageRequest
): Promise<Page<StoredOptOut>> =>
  filter.search === undefined
    ? newestOptOuts(db, botId, filter, page)
    : searchOptOuts(db, botId, filter, beginningsOf(filter.search), page)

const newestOptOuts = async (
  db: Database,
  botId: string,
  filter: OptOutFilter,
  { limit, cursor }: PageRequest
): Promise<Page<StoredOptOut>> => {
  const where = conditionOf(botId, filter)
  const next = behind(['at', 'person', 'channel'], 'desc', cursor)
  const rows = await db.query(
    `select person, channel, source, evidence, at from outbound_suppressions
      where ${where.sql} and ${next.sql} order by at desc, person desc, channel desc limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toOptOut), limit, ({ at, person, channel }) => [at, person, channel])
}

/** One stretch of the index after the other until the page is full: asked for together, SQLite would sort all of them. */
const searchOptOuts = async (
  db: Database,
  botId: string,
  filter: OptOutFilter,
  stretches: readonly string[],
  { limit, cursor }: PageRequest
): Promise<Page<StoredOptOut>> => {
  const where = conditionOf(botId, filter)
  const person = personColumn(db)
  const next = behind([person, 'channel'], 'asc', cursor)
  const found: StoredOptOut[] = []
  for (const begin of stretches) {
    if (found.length > limit) break
    const rows = await db.query(
      `select person, channel, source, evidence, at from outbound_suppressions
        where ${where.sql} and ${person} >= ? and ${person} < ? and ${next.sql}
        order by ${person}, channel limit ?`,
      [...where.bindings, begin, beyond(begin), ...next.bindings, limit + 1 - found.length]
    )
    found.push(...rows.map(toOptOut))
  }
  return pageOf(found, limit, one => [one.person, one.channel])
}

export const countOptOuts = async (db: Database, botId: string, filter: OptOutFilter): Promise<number> => {
  const { sql, bindings } = conditionOf(botId, filter)
  const person = personColumn(db)
  const stretches = filter.search === undefined ? [] : beginningsOf(filter.search)
  const within = stretches.map(() => `(${person} >= ? and ${person} < ?)`).join(' or ') || 'true'
  const row = await db.first(`select count(*) as n from outbound_suppressions where ${sql} and (${within})`, [
    ...bindings,
    ...stretches.flatMap(begin => [begin, beyond(begin)])
  ])
  return toNumber(row?.n)
}

/** Whatever these persons are on the list for; in a transaction that changes it, locked. */
export const optOutsOf = async (
  tx: Database,
  botId: string,
  persons: readonly string[],
  channel?: string
): Promise<StoredOptOut[]> => {
  const rows = await tx.query(
    `select person, channel, source, evidence, at from outbound_suppressions
      where bot_id = ? and person in (select person from ${tx.rows({ person: 'text' })} given)
        ${channel === undefined ? '' : 'and channel = ?'} order by person, channel ${tx.forUpdate}`,
    [botId, JSON.stringify(persons.map(person => ({ person }))), ...(channel === undefined ? [] : [channel])]
  )
  return rows.map(toOptOut)
}

export const deleteOptOuts = (
  tx: Database,
  botId: string,
  optOuts: ReadonlyArray<Pick<StoredOptOut, 'person' | 'channel'>>
): Promise<number> =>
  tx.change(
    `delete from outbound_suppressions where bot_id = ? and (person, channel) in (
       select person, channel from ${tx.rows({ person: 'text', channel: 'text' })} given)`,
    [botId, JSON.stringify(optOuts.map(({ person, channel }) => ({ person, channel })))]
  )

/** By bytes on both databases, so that a stretch of an index is what begins alike. */
const personColumn = (db: Database): string => (db.dialect === 'postgres' ? 'person collate "C"' : 'person')

const conditionOf = (
  botId: string,
  { channel, source, from, to }: OptOutFilter
): { sql: string; bindings: Binding[] } => {
  const parts: Array<{ sql: string; bindings: Binding[] }> = [{ sql: 'bot_id = ?', bindings: [botId] }]
  if (channel !== undefined) parts.push({ sql: 'channel = ?', bindings: [channel] })
  if (source !== undefined) parts.push({ sql: 'source = ?', bindings: [source] })
  if (from !== undefined) parts.push({ sql: 'at >= ?', bindings: [Date.parse(from)] })
  if (to !== undefined) parts.push({ sql: 'at < ?', bindings: [Date.parse(to)] })
  return { sql: parts.map(({ sql }) => sql).join(' and '), bindings: parts.flatMap(part => part.bindings) }
}

/** A number in any form it is typed in, or an address: in the index's order, and none within another. */
const beginningsOf = (typed: string): string[] => {
  const phones = /\p{L}|@/u.test(typed) ? [] : beginnings(typed)
  const all = [...new Set([typed.toLowerCase(), ...phones])].sort()
  return all.filter(one => !all.some(other => other !== one && one.startsWith(other)))
}

const toOptOut = (row: Row): StoredOptOut => {
  const source = SUPPRESSION_SOURCES.find(known => known === row.source)
  return {
    person: toText(row.person),
    channel: toText(row.channel),
    // One of a newer version of the module is somebody's here.
    source: source ?? 'operator',
    evidence: toTextOrNull(row.evidence),
    at: toNumber(row.at)
  }
}
