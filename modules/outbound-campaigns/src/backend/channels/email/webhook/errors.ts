import type { MailError } from '../errors'

/**
 * What the answer of the mail webhook means. It is somebody's own program: its status is all that can be relied on. Where
 * the address or the key is wrong nobody's mail would go out, so everything waits until that is mended.
 */
const TABLE: Record<string, MailError> = {
  408: {
    code: 'email_busy',
    class: { kind: 'try_again', restMs: null },
    says: 'The mail webhook did not get the whole request.'
  },
  425: {
    code: 'email_busy',
    class: { kind: 'try_again', restMs: null },
    says: 'The mail webhook asks to come later.'
  },
  429: {
    code: 'email_throttled',
    class: { kind: 'throttled', restMs: null },
    says: 'The mail webhook finds the sending too fast. The sender slows down by itself.'
  },
  '3xx': {
    code: 'email_webhook_refused',
    class: { kind: 'stop' },
    says: 'The address of the mail webhook leads elsewhere. Check emailWebhookUrl.'
  },
  401: {
    code: 'email_webhook_refused',
    class: { kind: 'stop' },
    says: 'The mail webhook refused the request. Check emailWebhookSecret.'
  },
  403: {
    code: 'email_webhook_refused',
    class: { kind: 'stop' },
    says: 'The mail webhook refused the request. Check emailWebhookSecret.'
  },
  404: {
    code: 'email_webhook_refused',
    class: { kind: 'stop' },
    says: 'There is no mail webhook at this address. Check emailWebhookUrl.'
  },
  405: {
    code: 'email_webhook_refused',
    class: { kind: 'stop' },
    says: 'The mail webhook takes no POST. Check emailWebhookUrl.'
  },
  410: {
    code: 'email_webhook_refused',
    class: { kind: 'stop' },
    says: 'There is no mail webhook at this address any more. Check emailWebhookUrl.'
  },
  '4xx': { code: 'email_refused', class: { kind: 'refused' }, says: 'The mail webhook refused the mail.' },
  '5xx': {
    code: 'email_busy',
    class: { kind: 'try_again', restMs: null },
    says: 'The mail webhook had an error of its own.'
  }
}

const UNUSUAL: MailError = {
  code: 'email_busy',
  class: { kind: 'try_again', restMs: null },
  says: 'The mail webhook answered with a status that nobody expects.'
}

export const webhookError = (status: number): MailError =>
  TABLE[String(status)] ?? TABLE[`${Math.floor(status / 100)}xx`] ?? UNUSUAL

export const UNREACHABLE: MailError = {
  code: 'email_unreachable',
  class: { kind: 'throttled', restMs: 30_000 },
  says: 'The mail webhook cannot be reached.'
}

export const WEBHOOK_LOST = 'The mail webhook did not answer. The mail may have gone out.'

export const WEBHOOK_ERROR_CODES: readonly string[] = [
  ...new Set(Object.values(TABLE).map(({ code }) => code))
]
