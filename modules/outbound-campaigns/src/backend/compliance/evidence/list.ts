import type { Binding, Database } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { toIso, toNumber } from '../../platform/database/values'
import { toEvidence, type StoredEvidence } from './entries'
import type { EvidenceFilter, ShownEvidence } from './schema'

const AT_ONCE = 500

/** Oldest first: a log is read as it was written. */
export const listEvidence = async (
  db: Database,
  botId: string,
  filter: EvidenceFilter,
  { limit, cursor }: PageRequest
): Promise<Page<StoredEvidence>> => {
  const where = conditionOf(botId, filter)
  const next = behind(['at', 'id'], 'asc', cursor)
  const rows = await db.query(
    `select * from outbound_evidence where ${where.sql} and ${next.sql} order by at, id limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toEvidence), limit, ({ at, id }) => [at, id])
}

export const countEvidence = async (db: Database, botId: string, filter: EvidenceFilter): Promise<number> => {
  const { sql, bindings } = conditionOf(botId, filter)
  return toNumber((await db.first(`select count(*) as n from outbound_evidence where ${sql}`, bindings))?.n)
}

/** JSON lines, piece by piece. */
export async function* evidenceAsLines(
  db: Database,
  botId: string,
  filter: EvidenceFilter
): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const page = await listEvidence(db, botId, filter, { limit: AT_ONCE, cursor })
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

const conditionOf = (
  botId: string,
  { from, to, kind }: EvidenceFilter
): { sql: string; bindings: Binding[] } => ({
  sql: [
    'bot_id = ?',
    ...(from === undefined ? [] : ['at >= ?']),
    ...(to === undefined ? [] : ['at < ?']),
    ...(kind === undefined ? [] : ['kind = ?'])
  ].join(' and '),
  bindings: [
    botId,
    ...(from === undefined ? [] : [Date.parse(from)]),
    ...(to === undefined ? [] : [Date.parse(to)]),
    ...(kind === undefined ? [] : [kind])
  ]
})
