import { createHmac, randomBytes } from 'crypto'
import { exchange, headerOf, type Exchange, type UnderWay } from '../../http/exchange'
import { Line, type LineOptions } from '../../http/line'
import { retryAfterMs } from '../../http/retry-after'
import type { Outcome } from '../../outcome'
import { Trouble } from '../../trouble'
import type { WebhookAccount } from '../account'
import { headersOf, messageIdOf } from '../headers'
import type { Mail } from '../mail'
import { reasonOf, toOutcome } from '../outcome-of'
import { domainOf, fromOf, oneLine, replyToOf, type NamedAddress } from '../sender-address'
import { UNREACHABLE, webhookError, WEBHOOK_LOST } from './errors'

export interface WebhookPost {
  account: WebhookAccount
  line: Line
  path: string
  trouble: Trouble
}

export const connectWebhook = (
  account: WebhookAccount,
  options: LineOptions & { trouble?: Trouble } = {}
): WebhookPost => {
  const { origin, pathname, search } = new URL(account.url)
  return {
    account,
    line: new Line(origin, options),
    path: pathname + search,
    trouble: options.trouble ?? new Trouble()
  }
}

/** The answer is only looked at for its status. */
const BODY_LIMIT = 64 * 1024

/** One attempt, posted to somebody who sends the mail. Never rejects. */
export const sendByWebhook = async (
  { account, line, path, trouble }: WebhookPost,
  mail: Mail,
  timeoutMs: number,
  underWay: UnderWay
): Promise<Outcome> => {
  const messageId = messageIdOf(mail.ref, randomBytes(8).toString('hex'), domainOf(account.from.address))
  const body = JSON.stringify(bodyOf(fromOf(account, mail), mail))
  const answer = await exchange(
    line,
    {
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': mail.ref,
        ...mailHeaders(account, mail, messageId),
        ...(account.secret === null ? {} : { 'x-signature': signatureOf(account.secret, body, Date.now()) })
      },
      body,
      timeoutMs,
      bodyLimit: BODY_LIMIT
    },
    underWay
  )
  return outcomeOf(answer, messageId, trouble)
}

/** The documented format. What a mail carries besides goes in the request's headers, so that the body stays as it is. */
export const bodyOf = (from: NamedAddress, { to, subject, text, html, metadata }: Mail) => ({
  from: from.name === '' ? from.address : `${from.name} <${from.address}>`,
  to,
  subject: oneLine(subject),
  text,
  ...(html === null ? {} : { html }),
  metadata: metadata ?? {}
})

/** `List-Unsubscribe` as `X-Mail-List-Unsubscribe`, and so on: for whoever hands the mail on to set in it. */
const mailHeaders = (account: WebhookAccount, mail: Mail, messageId: string): Record<string, string> => {
  const replyTo = replyToOf(account, mail)?.address
  const headers = {
    'Message-ID': messageId,
    ...(replyTo === undefined ? {} : { 'Reply-To': replyTo }),
    ...headersOf(mail, account.unsubscribeTo)
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`x-mail-${name.toLowerCase()}`, ascii(value)])
  )
}

/** A header of HTTP holds ASCII only. */
const ascii = (value: string): string => value.replace(/[^\x20-\x7e]+/g, found => encodeURIComponent(found))

/** `t=…,v1=…`: HMAC-SHA256 over the time, a dot and the body, so that an old request can't be repeated later. */
export const signatureOf = (secret: string, body: string, now: number): string => {
  const at = Math.floor(now / 1000)
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

export const outcomeOf = (answer: Exchange, messageId: string, trouble: Trouble): Outcome => {
  if (answer.kind === 'not_sent') {
    if (answer.why === 'aborted') return toOutcome(UNREACHABLE, answer.why)
    return trouble.lasts()
      ? { kind: 'stop', reason: reasonOf(UNREACHABLE, answer.why) }
      : toOutcome(UNREACHABLE, answer.why)
  }
  trouble.over()
  if (answer.kind === 'lost') {
    return { kind: 'unknown', reason: { code: 'email_no_answer', detail: WEBHOOK_LOST } }
  }
  const { status } = answer
  if (status >= 200 && status < 300) return { kind: 'accepted', providerId: messageId }
  if (status === 504) return { kind: 'unknown', reason: { code: 'email_no_answer', detail: WEBHOOK_LOST } }
  const wait = retryAfterMs(headerOf(answer, 'retry-after'), Date.now())
  return toOutcome(webhookError(status), `HTTP ${status}`, wait)
}
