import { createHmac } from 'crypto'
import { guardedRequest, type GuardedAnswer, type Resolve } from './guarded-request'

/** One call of a webhook, ready to leave. */
export interface WebhookCall {
  url: string
  secret: string | null
  /** The same for every try of the same call, so that whoever is called can tell that it is one. */
  key: string
  body: object
  timeoutMs: number
}

/** What came of it: `status` is the answer's, null where there is none. */
export type CallResult =
  | { kind: 'done'; status: number }
  | { kind: 'again'; status: number | null; why: string }
  | { kind: 'never'; status: number | null; why: string }

export interface CallOptions {
  allowPrivate: boolean
  now: number
  resolve?: Resolve
}

/** An answer is looked at for its status only. */
const MOST_BYTES = 64 * 1024

export const callWebhook = async (
  { url, secret, key, body, timeoutMs }: WebhookCall,
  { allowPrivate, now, resolve }: CallOptions
): Promise<CallResult> => {
  const text = JSON.stringify(body)
  const at = Math.floor(now / 1000)
  return resultOf(
    await guardedRequest(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'outbound-campaigns',
        'idempotency-key': key,
        'x-timestamp': String(at),
        ...(secret !== null && { 'x-signature': signatureOf(secret, at, text) })
      },
      body: text,
      timeoutMs,
      maxBytes: MOST_BYTES,
      allowPrivate,
      resolve
    })
  )
}

/** `sha256=…`: HMAC-SHA256 over the time, a dot and the body as it is sent, so that an old call can't be repeated later. */
export const signatureOf = (secret: string, at: number, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`

const resultOf = (answer: GuardedAnswer): CallResult => {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'never', status: null, why: answer.refusal.detail }
    case 'failed':
      return { kind: 'again', status: null, why: `The server gave no answer (${answer.why}).` }
    case 'answered':
      return answeredWith(answer.status)
  }
}

/** What can pass is worth another try; a redirect is refused, because nobody chose where it leads. */
const answeredWith = (status: number): CallResult => {
  if (status >= 200 && status < 300) return { kind: 'done', status }
  const why = `The server answered ${status}.`
  const passes = status === 408 || status === 425 || status === 429 || status >= 500
  return { kind: passes ? 'again' : 'never', status, why }
}
