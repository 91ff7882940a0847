import type { Database, Row } from '../../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../../platform/database/values'
import { personalHashOf, toEvidence, type StoredEvidence } from './entries'
import { entryHash, rootOf, sealHash, type SealFacts } from './hash'
import { readHead, type Head } from './head'

/**
 * altered       an entry says something else than when it was sealed
 * missing       an entry is gone
 * seal_altered  a seal, or the end of the log, doesn't follow from what is before it
 * seal_missing  a seal is gone, and what it held with it
 */
export type Finding =
  | { kind: 'altered' | 'missing'; seq: number; seal: number; detail: string }
  | { kind: 'seal_altered' | 'seal_missing'; seq: null; seal: number; detail: string }

export interface Verification {
  /** The first thing that is wrong; null: nothing is. */
  finding: Finding | null
  checked: number
  seals: number
  /** Entries whose person was forgotten. */
  forgotten: number
  /** Removed when their time was over. */
  removed: number
  head: Pick<Head, 'seq' | 'seals' | 'hash'>
}

const SEALS_AT_ONCE = 100
/** Nothing younger is ever removed by the setting. */
const SHORTEST_RETENTION_MS = 30 * 86_400_000

interface Seal extends SealFacts {
  hash: string
  removedAt: number | null
}

/** Works the whole log through from its beginning, a seal at a time, until something is wrong. */
export const verify = async (db: Database, botId: string): Promise<Verification> => {
  const head = (await readHead(db, botId)) ?? { seq: 0, seals: 0, hash: '' }
  const state: Verification = {
    finding: null,
    checked: 0,
    seals: 0,
    forgotten: 0,
    removed: 0,
    head: { seq: head.seq, seals: head.seals, hash: head.hash }
  }
  const personalHash = await personalHashOf(db)(botId)
  let before = { hash: '', lastSeq: 0, onlyRemoved: true }
  while (state.seals < head.seals) {
    const seals = await sealsBehind(db, botId, state.seals, head.seals)
    if (seals.length === 0) return found(state, sealGone(state.seals + 1))
    for (const seal of seals) {
      const wrong = checkSeal(botId, seal, state.seals + 1, before)
      if (wrong) return found(state, wrong)
      if (seal.removedAt !== null) {
        state.removed += seal.lastSeq - seal.firstSeq + 1
      } else {
        const entries = await entriesOf(db, botId, seal)
        const bad = checkEntries(botId, seal, entries, personalHash)
        if (bad) return found(state, bad)
        state.checked += entries.length
        state.forgotten += entries.filter(
          ({ personal, personalHash: hash }) => personal === null && hash !== null
        ).length
      }
      state.seals += 1
      before = {
        hash: seal.hash,
        lastSeq: seal.lastSeq,
        onlyRemoved: before.onlyRemoved && seal.removedAt !== null
      }
      await othersTurn()
    }
  }
  return found(state, await checkEnd(db, botId, head, before))
}

const found = (state: Verification, finding: Finding | null): Verification => ({ ...state, finding })

const sealGone = (seal: number): Finding => ({
  kind: 'seal_missing',
  seq: null,
  seal,
  detail: `The seal ${seal} is gone.`
})

const sealAltered = (seal: number, detail: string): Finding => ({
  kind: 'seal_altered',
  seq: null,
  seal,
  detail
})

const checkSeal = (
  botId: string,
  seal: Seal,
  expected: number,
  before: { hash: string; lastSeq: number; onlyRemoved: boolean }
): Finding | null => {
  if (seal.n !== expected) return sealGone(expected)
  if (seal.firstSeq !== before.lastSeq + 1 || sealHash(botId, before.hash, seal) !== seal.hash)
    return sealAltered(seal.n, `The seal ${seal.n} does not follow from what is before it.`)
  if (seal.removedAt === null) return null
  if (!before.onlyRemoved || seal.removedAt - seal.lastAt < SHORTEST_RETENTION_MS)
    return sealAltered(seal.n, `The entries of seal ${seal.n} were removed before their time.`)
  return null
}

const checkEntries = (
  botId: string,
  seal: Seal,
  entries: readonly StoredEvidence[],
  personalHash: (personal: unknown) => string
): Finding | null => {
  let expected = seal.firstSeq
  const named = (kind: 'altered' | 'missing', seq: number, detail: string): Finding => ({
    kind,
    seq,
    seal: seal.n,
    detail
  })
  const hashes: string[] = []
  for (const entry of entries) {
    if (entry.seq !== expected) return named('missing', expected, `The entry ${expected} is gone.`)
    const hash = entryHash(botId, { ...entry, seq: expected })
    if (hash !== entry.hash)
      return named('altered', expected, `The entry ${expected} says something else than when it was sealed.`)
    if (entry.personal !== null && personalHash(entry.personal) !== entry.personalHash)
      return named('altered', expected, `The entry ${expected} names somebody else than when it was sealed.`)
    hashes.push(hash)
    expected += 1
  }
  if (expected <= seal.lastSeq) return named('missing', expected, `The entry ${expected} is gone.`)
  // Whoever writes an entry and its hash anew is found here, though not which of the seal's entries it was.
  if (rootOf(hashes) !== seal.root)
    return sealAltered(
      seal.n,
      `One of the entries ${seal.firstSeq} to ${seal.lastSeq} was replaced, together with its hash.`
    )
  return null
}

const checkEnd = async (
  db: Database,
  botId: string,
  head: Pick<Head, 'seq' | 'hash' | 'seals'>,
  before: { hash: string; lastSeq: number }
): Promise<Finding | null> => {
  if (before.hash !== head.hash || before.lastSeq !== head.seq)
    return sealAltered(head.seals, 'The end of the log is not the one that was noted.')
  const extra = await db.first(
    'select seq from outbound_evidence where bot_id = ? and seq > ? order by seq limit 1',
    [botId, head.seq]
  )
  // What another process has sealed since we began is behind what was noted then.
  const now = extra && (await readHead(db, botId))
  return extra && now?.hash === head.hash
    ? {
        kind: 'altered',
        seq: toNumber(extra.seq),
        seal: head.seals,
        detail: `The entry ${toNumber(extra.seq)} was put in behind the end of the log.`
      }
    : null
}

const sealsBehind = async (db: Database, botId: string, n: number, to: number): Promise<Seal[]> => {
  const rows = await db.query(
    'select * from outbound_evidence_seals where bot_id = ? and n > ? and n <= ? order by n limit ?',
    [botId, n, to, SEALS_AT_ONCE]
  )
  return rows.map(toSeal)
}

const entriesOf = async (
  db: Database,
  botId: string,
  { firstSeq, lastSeq }: Seal
): Promise<StoredEvidence[]> => {
  const rows = await db.query(
    'select * from outbound_evidence where bot_id = ? and seq between ? and ? order by seq',
    [botId, firstSeq, lastSeq]
  )
  return rows.map(toEvidence)
}

const toSeal = (row: Row): Seal => ({
  n: toNumber(row.n),
  firstSeq: toNumber(row.first_seq),
  lastSeq: toNumber(row.last_seq),
  firstAt: toNumber(row.first_at),
  lastAt: toNumber(row.last_at),
  root: toText(row.root),
  hash: toText(row.hash),
  removedAt: toNumberOrNull(row.removed_at)
})

const othersTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
