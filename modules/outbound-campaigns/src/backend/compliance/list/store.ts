import type { Binding, Database, Row } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { toNumber, toText, toTextOrNull } from '../../platform/database/values'
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

export const listOptOuts = async (
  db: Database,
  botId: string,
  filter: OptOutFilter,
  { limit, cursor }: PageRequest
): Promise<Page<StoredOptOut>> => {
  const where = conditionOf(db, botId, filter)
  const isSearch = filter.search !== undefined
  const person = personColumn(db)
  const columns = isSearch ? [person, 'channel'] : ['at', 'person', 'channel']
  const order = isSearch ? 'asc' : 'desc'
  const next = behind(columns, order, cursor)
  const rows = await db.query(
    `select person, channel, source, evidence, at from outbound_suppressions
      where ${where.sql} and ${next.sql} order by ${columns.map(name => `${name} ${order}`).join(', ')} limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toOptOut), limit, one =>
    isSearch ? [one.person, one.channel] : [one.at, one.person, one.channel]
  )
}

export const countOptOuts = async (db: Database, botId: string, filter: OptOutFilter): Promise<number> => {
  const { sql, bindings } = conditionOf(db, botId, filter)
  return toNumber(
    (await db.first(`select count(*) as n from outbound_suppressions where ${sql}`, bindings))?.n
  )
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
  db: Database,
  botId: string,
  { search, channel, source, from, to }: OptOutFilter
): { sql: string; bindings: Binding[] } => {
  const parts: Array<{ sql: string; bindings: Binding[] }> = [{ sql: 'bot_id = ?', bindings: [botId] }]
  if (search !== undefined) {
    const stretches = beginningsOf(search)
    const person = personColumn(db)
    parts.push({
      sql: `(${stretches.map(() => `(${person} >= ? and ${person} < ?)`).join(' or ')})`,
      bindings: stretches.flatMap(begin => [begin, `${begin}\uffff`])
    })
  }
  if (channel !== undefined) parts.push({ sql: 'channel = ?', bindings: [channel] })
  if (source !== undefined) parts.push({ sql: 'source = ?', bindings: [source] })
  if (from !== undefined) parts.push({ sql: 'at >= ?', bindings: [Date.parse(from)] })
  if (to !== undefined) parts.push({ sql: 'at < ?', bindings: [Date.parse(to)] })
  return { sql: parts.map(({ sql }) => sql).join(' and '), bindings: parts.flatMap(part => part.bindings) }
}

/** A number in any form it is typed in, or an address. */
const beginningsOf = (typed: string): string[] => {
  const phones = /\p{L}|@/u.test(typed) ? [] : beginnings(typed)
  return [...new Set([typed.toLowerCase(), ...phones])]
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
