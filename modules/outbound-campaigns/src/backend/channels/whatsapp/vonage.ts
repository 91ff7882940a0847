import type { ErrorPolicy } from '../../platform/settings/error-policy'
import type { Outcome } from '../outcome'
import type { VonageAccount } from './account'
import { classifyAnswer, classifyRequest, toOutcome } from './classify'
import { exchange, headerOf, type Exchange, type UnderWay } from '../http/exchange'
import { Line, type LineOptions } from '../http/line'
import { requestBody, type Message, type TextMessage } from './message'
import { retryAfterMs } from '../http/retry-after'
import { TokenSource } from './token'

/** What belongs to an account and is shared by everybody who sends with it: its connections and its token. */
export interface VonageConnection {
  account: VonageAccount
  line: Line
  tokens: TokenSource
}

export const connect = (account: VonageAccount, options?: LineOptions): VonageConnection => ({
  account,
  line: new Line(account.apiUrl, options),
  tokens: new TokenSource(account.applicationId, account.privateKey)
})

export const DEFAULT_TIMEOUT_MS = 15_000

/** An answer is a uuid or a problem: more than this is not Vonage. */
const BODY_LIMIT = 64 * 1024

export interface VonageSender {
  /** One attempt. Never rejects. */
  send(message: Omit<Message, 'from'> | Omit<TextMessage, 'from'>): Promise<Outcome>
  /** Gives up what is under way. What may have arrived ends as unknown. */
  abort(): void
}

export interface SenderOptions {
  timeoutMs?: number
  errorPolicy?: ErrorPolicy
  /** Where what is under way is kept: senders that are to be given up together share it. */
  underWay?: UnderWay
}

/** Sends over a connection that others may share. */
export const createVonageSender = (
  { account, line, tokens }: VonageConnection,
  { timeoutMs = DEFAULT_TIMEOUT_MS, errorPolicy = {}, underWay = new Set() }: SenderOptions = {}
): VonageSender => {
  const post = (body: string, authorization: string, withinMs: number): Promise<Exchange> =>
    exchange(
      line,
      {
        method: 'POST',
        path: '/v1/messages',
        headers: {
          authorization,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          accept: 'application/json'
        },
        body,
        timeoutMs: withinMs,
        bodyLimit: BODY_LIMIT
      },
      underWay
    )

  return {
    async send(message) {
      const body = requestBody({ ...message, from: account.sender })
      const startedAt = Date.now()
      const token = tokens.current()
      const first = await post(body, token.header, timeoutMs)
      // A refused token was refused before the message was looked at: with a new one this is still the same attempt.
      const refused = first.kind === 'answered' && first.status === 401 && tokens.renew(token)
      if (!refused) return outcomeOf(first, errorPolicy)
      const left = timeoutMs - Math.max(0, Date.now() - startedAt)
      if (left <= 0) return outcomeOf({ kind: 'not_sent', why: 'timeout' }, errorPolicy)
      return outcomeOf(await post(body, tokens.current().header, left), errorPolicy)
    },
    abort() {
      for (const giveUp of [...underWay]) giveUp()
    }
  }
}

/** The rules of an attempt, without the wire: what is certain, and what the table makes of it. */
export const outcomeOf = (result: Exchange, policy: ErrorPolicy): Outcome => {
  switch (result.kind) {
    case 'not_sent':
      return toOutcome(classifyRequest('no_connection', policy, result.why))
    case 'lost':
      return toOutcome(classifyRequest(result.why, policy))
    case 'answered': {
      const { status, body } = result
      const json = parse(body)
      if (status >= 200 && status < 300) {
        // Vonage has taken the message, whatever became of its answer.
        const providerId = messageUuid(json)
        return providerId
          ? { kind: 'accepted', providerId }
          : toOutcome(classifyRequest('broken_answer', policy))
      }
      const wait = retryAfterMs(headerOf(result, 'retry-after'), Date.now())
      return toOutcome(classifyAnswer(status, json, policy), wait)
    }
  }
}

const parse = (body: string | null): unknown => {
  if (body === null) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const messageUuid = (json: unknown): string | undefined => {
  const { message_uuid: uuid } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >
  return typeof uuid === 'string' && uuid !== '' ? uuid : undefined
}
