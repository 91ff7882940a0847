import { exchange, headerOf, type Exchange, type UnderWay } from '../http/exchange'
import type { Line } from '../http/line'
import { retryAfterMs } from '../http/retry-after'
import type { Outcome } from '../outcome'

export interface Sms {
  to: string
  text: string
  /** Names the attempt; the provider's reports bring it back. */
  ref: string
}

/** One attempt. It never rejects: that nobody knows is an outcome too. */
export const sendSms = async (
  line: Line,
  sms: Sms,
  timeoutMs: number,
  underWay: UnderWay
): Promise<Outcome> => {
  const body = JSON.stringify({ to: sms.to, text: sms.text, client_ref: sms.ref })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const request = { method: 'POST', path: '/sms', headers, body, timeoutMs, bodyLimit: 10_000 } as const
  return outcomeOf(await exchange(line, request, underWay))
}

const UNKNOWN = { code: 'sms_unknown', detail: 'Nobody knows whether the SMS went out.' }
const BUSY = { code: 'sms_busy', detail: 'The SMS provider can take nothing for the moment.' }

export const outcomeOf = (answer: Exchange): Outcome => {
  if (answer.kind === 'not_sent') return { kind: 'try_again', reason: BUSY, afterMs: null }
  if (answer.kind === 'lost' || answer.status === 504) return { kind: 'unknown', reason: UNKNOWN }
  const { status, body } = answer
  const id = /"id":"([\w-]+)"/.exec(body ?? '')?.[1]
  if (status === 202) return id ? { kind: 'accepted', providerId: id } : { kind: 'unknown', reason: UNKNOWN }
  if (status === 429)
    return {
      kind: 'throttled',
      reason: BUSY,
      retryAfterMs: retryAfterMs(headerOf(answer, 'retry-after'), Date.now())
    }
  if (status >= 500) return { kind: 'try_again', reason: BUSY, afterMs: null }
  if (status === 422)
    return { kind: 'refused', reason: { code: 'sms_refused', detail: 'Not to this number.' } }
  return {
    kind: 'stop',
    reason: { code: 'sms_account', detail: `The SMS account must be mended (HTTP ${status}).` }
  }
}
