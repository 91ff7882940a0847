import { guardedRequest } from '../platform/net/guarded-request'

/** Asks a server for a text; null: there is no answer. Never rejects. */
export type Fetch = (address: string) => Promise<Fetched | null>

export interface Fetched {
  status: number
  /** null: larger than is read, or cut off. */
  body: string | null
  retryAfter?: string
}

const TIMEOUT_MS = 10_000
/** A certificate has some two thousand characters, an answer of the engagement API fewer than a hundred. */
const MOST_BYTES = 64 * 1024

/** Not to what only this machine can reach, unless the server's owner allows it. */
export const guardedFetch =
  (allowPrivate: boolean, timeoutMs = TIMEOUT_MS): Fetch =>
  async address => {
    const answer = await guardedRequest(address, {
      method: 'GET',
      headers: { accept: 'application/json, text/plain, */*' },
      timeoutMs,
      maxBytes: MOST_BYTES,
      allowPrivate
    })
    if (answer.kind !== 'answered') return null
    const { 'retry-after': retryAfter } = answer.headers
    return { status: answer.status, body: answer.body, ...(retryAfter !== undefined && { retryAfter }) }
  }
