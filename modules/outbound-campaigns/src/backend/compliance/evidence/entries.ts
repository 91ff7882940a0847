import type { Database, Row } from '../../platform/database/database'
import { fromJson, toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'
import { readSecret } from '../../platform/links/secrets'
import { canonical, keyed } from './hash'

/** Never replaced: entries would not be recognised as anybody's by another one. */
const SECRET = 'evidence'

/**
 * message.sent                        an attempt to reach somebody, what came of it, and on which basis it was made
 * outbound_sequences.dispatch_batch   what a sequence sent in one go, counted; and the same of a campaign
 * opt_out, opt_in, opt_out.undone     what somebody wants, from where that is known, and what people here undid
 * person.forgotten                    somebody was forgotten: of their entries nothing is left that says who it was
 */
export const EVIDENCE_KINDS = [
  'message.sent',
  'outbound_sequences.dispatch_batch',
  'outbound_campaigns.dispatch_batch',
  'opt_out',
  'opt_in',
  'opt_out.undone',
  'person.forgotten'
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

export interface NewEvidence {
  kind: EvidenceKind
  /** Milliseconds; left out: now. */
  at?: number | null
  /** Whom it is about; null: nobody, or somebody who was forgotten. */
  person: string | null
  /** Nothing that says who it was. */
  facts: Readonly<Record<string, unknown>>
  /** What would say more of them than what happened. Kept beside what is sealed. */
  personal?: Readonly<Record<string, unknown>>
}

/** Adds to the log, in the transaction of what happened. It is sealed later (seal.ts). */
export const recordEvidence = async (
  tx: Database,
  botId: string,
  entries: readonly NewEvidence[]
): Promise<void> => {
  if (entries.length === 0) return
  const { current: secret } = await readSecret(tx, SECRET)
  const rows = entries.map(({ kind, at, person, facts, personal }) => {
    const known = person === null ? null : { person, ...personal }
    return {
      kind,
      at: at ?? null,
      subject: person === null ? null : keyed(secret, botId, person),
      facts,
      personal: known,
      personal_hash: known && keyed(secret, botId, canonical(known))
    }
  })
  const given = tx.rows({
    kind: 'text',
    at: 'integer',
    subject: 'text',
    facts: 'json',
    personal: 'json',
    personal_hash: 'text'
  })
  await tx.change(
    `insert into outbound_evidence (bot_id, kind, at, subject, facts, personal, personal_hash)
     select ?, kind, coalesce(at, ${tx.now}), subject, facts, personal, personal_hash from ${given} given where true`,
    [botId, JSON.stringify(rows)]
  )
}

/** What these persons are known by in the log. */
export const subjectsOf = async (
  db: Database,
  botId: string,
  persons: readonly string[]
): Promise<string[]> => {
  const { current: secret } = await readSecret(db, SECRET)
  return persons.map(person => keyed(secret, botId, person))
}

/** What is sealed says that it happened; who it was is gone. */
export const forgetEvidence = async (
  tx: Database,
  botId: string,
  persons: readonly string[]
): Promise<void> => {
  if (persons.length === 0) return
  const subjects = await subjectsOf(tx, botId, persons)
  await tx.change(
    `update outbound_evidence set personal = null
      where bot_id = ? and subject in (select subject from ${tx.rows({ subject: 'text' })} given)`,
    [botId, JSON.stringify(subjects.map(subject => ({ subject })))]
  )
}

export const personalHashOf =
  (db: Database) =>
  async (botId: string): Promise<(personal: unknown) => string> => {
    const { current: secret } = await readSecret(db, SECRET)
    return personal => keyed(secret, botId, canonical(personal))
  }

export interface StoredEvidence {
  id: number
  seq: number | null
  kind: string
  at: number
  subject: string | null
  facts: unknown
  personal: unknown
  personalHash: string | null
  hash: string | null
}

export const toEvidence = (row: Row): StoredEvidence => ({
  id: toNumber(row.id),
  seq: toNumberOrNull(row.seq),
  kind: toText(row.kind),
  at: toNumber(row.at),
  subject: toTextOrNull(row.subject),
  facts: fromJson(row.facts),
  personal: row.personal === null ? null : fromJson(row.personal),
  personalHash: toTextOrNull(row.personal_hash),
  hash: toTextOrNull(row.hash)
})
