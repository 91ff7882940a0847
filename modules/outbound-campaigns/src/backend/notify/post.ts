import type { ErrandResult } from '../inbox'
import { guardedRequest, type GuardedAnswer, type Resolve } from '../platform/net/guarded-request'

const TIMEOUT_MS = 10_000
/** An answer is looked at for its status only. */
const MOST_BYTES = 64 * 1024

export interface PostOptions {
  /** Whether the server's owner lets addresses of its own net be called. */
  allowPrivate: boolean
  resolve?: Resolve
}

/**
 * A JSON body to a server that somebody named in the settings: never to what only this machine can reach. The address may
 * hold a secret: only what kind of trouble it was is kept.
 */
export const postJson = async (
  address: string,
  body: unknown,
  { allowPrivate, resolve }: PostOptions
): Promise<ErrandResult> =>
  resultOf(
    await guardedRequest(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'outbound-campaigns' },
      body: JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_BYTES,
      allowPrivate,
      resolve
    })
  )

/** What can pass is worth another try; a redirect is refused, because nobody chose where it leads. */
const resultOf = (answer: GuardedAnswer): ErrandResult => {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'never', error: answer.refusal.detail }
    case 'failed':
      return { kind: 'again', error: `The server gave no answer (${answer.why}).` }
    case 'answered': {
      const { status } = answer
      if (status >= 200 && status < 300) return { kind: 'done' }
      const passes = status === 408 || status === 425 || status === 429 || status >= 500
      return { kind: passes ? 'again' : 'never', error: `The server answered ${status}.` }
    }
  }
}
