import { createHash, createHmac } from 'crypto'

/**
 * How the log is sealed. Pure: the same entry gives the same hash on every database and every version of Node, since an
 * object's keys are put in order first.
 */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    return `{${fields.join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

export interface Sealable {
  seq: number
  kind: string
  at: number
  subject: string | null
  facts: unknown
  personalHash: string | null
}

/** Of who it was only the digest counts, so that taking the person away changes nothing. */
export const entryHash = (botId: string, { seq, kind, at, subject, facts, personalHash }: Sealable): string =>
  sha256(canonical([botId, seq, kind, at, subject, facts, personalHash]))

/** Of all entries of a seal, in their order. */
export const rootOf = (hashes: readonly string[]): string => sha256(hashes.join('\n'))

export interface SealFacts {
  n: number
  firstSeq: number
  lastSeq: number
  firstAt: number
  lastAt: number
  root: string
}

/** Holds the seal before it: whoever changes one has to change all that follow, and the end that somebody has noted. */
export const sealHash = (
  botId: string,
  before: string,
  { n, firstSeq, lastSeq, firstAt, lastAt, root }: SealFacts
): string => sha256(canonical([botId, n, firstSeq, lastSeq, firstAt, lastAt, root, before]))

/** Keyed, so that nobody finds out by trying numbers whom an entry is about. */
export const keyed = (secret: string, botId: string, text: string): string =>
  createHmac('sha256', secret).update(`${botId}\n${text}`).digest('hex')

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
