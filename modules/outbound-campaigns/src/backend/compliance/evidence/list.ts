import type { Binding, Database } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { toIso, toNumber } from '../../platform/database/values'
import { toEvidence, type StoredEvidence } from './entries'
import type { EvidenceFilter, ShownEvidence } from './schema'

const AT_ONCE = 500

export interface EvidenceWanted extends Omit<EvidenceFilter, 'search'> {
  /** Only what is about these persons, by their digests, as long as they are not forgotten. */
  subjects?: readonly string[]
}

/**
 * Oldest first: a log is read as it was written. Each person's entries are asked for by themselves, and stand in that
 * order in the index: asked for together, all of them would be sorted.
 */
export const listEvidence = async (
  db: Database,
  botId: string,
  wanted: EvidenceWanted,
  { limit, cursor }: PageRequest
): Promise<Page<StoredEvidence>> => {
  const next = behind(['at', 'id'], 'asc', cursor)
  const found: StoredEvidence[] = []
  for (const where of conditionsOf(botId, wanted)) {
    const rows = await db.query(
      `select * from outbound_evidence where ${where.sql} and ${next.sql} order by at, id limit ?`,
      [...where.bindings, ...next.bindings, limit + 1]
    )
    found.push(...rows.map(toEvidence))
  }
  found.sort((a, b) => a.at - b.at || a.id - b.id)
  return pageOf(found, limit, ({ at, id }) => [at, id])
}

export const countEvidence = async (db: Database, botId: string, wanted: EvidenceWanted): Promise<number> => {
  let count = 0
  for (const { sql, bindings } of conditionsOf(botId, wanted))
    count += toNumber(
      (await db.first(`select count(*) as n from outbound_evidence where ${sql}`, bindings))?.n
    )
  return count
}

/** JSON lines, piece by piece. */
export async function* evidenceAsLines(
  db: Database,
  botId: string,
  wanted: EvidenceWanted
): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const page = await listEvidence(db, botId, wanted, { limit: AT_ONCE, cursor })
    yield page.items.map(entry => `${JSON.stringify(shownEvidence(entry))}\n`).join('')
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

export const shownEvidence = ({
  seq,
  kind,
  at,
  subject,
  facts,
  personal,
  personalHash,
  hash
}: StoredEvidence): ShownEvidence => ({
  seq,
  kind,
  at: toIso(at),
  subject,
  facts: objectOf(facts),
  personal: personal === null ? null : objectOf(personal),
  personal_hash: personalHash,
  hash
})

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** One for each person; for everybody and nobody, one. */
const conditionsOf = (
  botId: string,
  { from, to, kind, subjects }: EvidenceWanted
): Array<{ sql: string; bindings: Binding[] }> => {
  const parts: Array<{ sql: string; bindings: Binding[] }> = [{ sql: 'bot_id = ?', bindings: [botId] }]
  if (from !== undefined) parts.push({ sql: 'at >= ?', bindings: [Date.parse(from)] })
  if (to !== undefined) parts.push({ sql: 'at < ?', bindings: [Date.parse(to)] })
  if (kind !== undefined) parts.push({ sql: 'kind = ?', bindings: [kind] })
  const all = {
    sql: parts.map(({ sql }) => sql).join(' and '),
    bindings: parts.flatMap(part => part.bindings)
  }
  if (subjects === undefined) return [all]
  // The digest outlives the person: without this, whoever knows an address could see what was done to somebody forgotten.
  return subjects.map(subject => ({
    sql: `${all.sql} and subject = ? and personal is not null`,
    bindings: [...all.bindings, subject]
  }))
}
