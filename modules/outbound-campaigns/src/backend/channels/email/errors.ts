/**
 * What every answer of a mail server means and what follows from it, in one table, read from the top: the first rule that
 * fits holds. The sentence is what an operator reads in the report; the code beside it is what the panel translates by.
 *
 * `at` is the command that was answered, `smtp` the three digits (a letter x stands for any), `status` the enhanced code
 * of RFC 3463 (also only its beginning), `says` a word of the server's, where the digits alone don't tell.
 */
export type MailErrorClass =
  /** Not to this person. `bounced`: the address does not exist, nothing will ever arrive there. */
  | { kind: 'refused' }
  /** The sender as a whole was too fast, or has used up what it may send for the moment. */
  | { kind: 'throttled'; restMs: number | null }
  /** It passes. `restMs`: at least so long; null: the usual back-off. */
  | { kind: 'try_again'; restMs: number | null }
  /** Nobody can be reached until somebody repairs the cause. */
  | { kind: 'stop' }

export interface MailError {
  code: string
  class: MailErrorClass
  says: string
}

/** The command whose answer it was. `connection`: the greeting, EHLO, STARTTLS, or a farewell at any moment. */
export type SmtpPhase = 'connection' | 'login' | 'sender' | 'recipient' | 'content'

interface Rule {
  at?: readonly SmtpPhase[]
  smtp: string
  status?: string
  says?: RegExp
  error: MailError
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const refused = (code: string, says: string): MailError => ({ code, class: { kind: 'refused' }, says })
const stop = (code: string, says: string): MailError => ({ code, class: { kind: 'stop' }, says })
const tryAgain = (code: string, says: string, restMs: number | null = null): MailError => ({
  code,
  class: { kind: 'try_again', restMs },
  says
})
const throttled = (code: string, says: string, restMs: number | null = null): MailError => ({
  code,
  class: { kind: 'throttled', restMs },
  says
})

const LOGIN_REFUSED = stop('email_login_refused', 'The mail server refused the user or the password.')
const QUOTA = throttled(
  'email_quota',
  'The account has sent what it may send in a day. It is tried again every hour.',
  HOUR
)
const TOO_FAST = throttled(
  'email_throttled',
  'The mail server finds the sending too fast. The sender slows down by itself.'
)
const GREYLISTED = tryAgain(
  'greylisted',
  'The server takes first mails of a sender only at a second try.',
  5 * MINUTE
)
const MAILBOX_FULL = tryAgain('mailbox_full', "The person's mailbox is full.", 4 * HOUR)
const BOUNCED = refused('bounced', 'This address does not exist.')
const TOO_LARGE = stop('email_too_large', 'The mail is larger than the mail server takes.')
const SENDER_REFUSED = stop(
  'email_sender_refused',
  'The mail server does not let this sender address send. Check emailFrom and, at the provider, that it is verified.'
)
const BLOCKED = stop('email_blocked', 'The mail server does not take mail from this machine or account.')
const CONTENT_REFUSED = refused('content_refused', 'The mail was refused for its content, often as spam.')
const DAILY = /\bdaily\b.*\b(quota|limit)/i
const RATE = /thrott|too (fast|many)|\brate\b|slow down|limit/i

const RULES: readonly Rule[] = [
  // The sender itself: nobody's mail would go out.
  {
    at: ['login'],
    smtp: '454',
    error: tryAgain('email_busy', 'The mail server could not check the login for the moment.', MINUTE)
  },
  {
    at: ['login'],
    smtp: '4xx',
    error: tryAgain('email_busy', 'The mail server could not check the login for the moment.', MINUTE)
  },
  { at: ['login'], smtp: '5xx', error: LOGIN_REFUSED },
  {
    smtp: '530',
    says: /tls|starttls/i,
    error: stop('email_tls', 'The mail server asks for encryption. Set smtpTls to required.')
  },
  { smtp: '530', error: LOGIN_REFUSED },
  { smtp: '534', error: LOGIN_REFUSED },
  { smtp: '535', error: LOGIN_REFUSED },
  { smtp: '538', error: LOGIN_REFUSED },
  { at: ['connection'], smtp: '5xx', error: BLOCKED },
  { smtp: '5xx', says: /not verified/i, error: SENDER_REFUSED },
  { at: ['sender'], smtp: '552', error: TOO_LARGE },
  { at: ['sender'], smtp: '5xx', error: SENDER_REFUSED },
  {
    smtp: '5xx',
    status: '5.7.',
    says: /relay/i,
    error: stop(
      'email_relay_denied',
      'The mail server does not hand mail on for this sender. Check its user and emailFrom.'
    )
  },
  { smtp: '5xx', says: /block(ed|list)|blacklist|spamhaus|barracuda|reputation/i, error: BLOCKED },

  // Pace and quota. SES says both with 454.
  { smtp: '4xx', says: DAILY, error: QUOTA },
  { smtp: '5xx', says: DAILY, error: QUOTA },
  { smtp: '454', says: /thrott/i, error: TOO_FAST },
  { smtp: '4xx', status: '4.7.', says: /greylist|graylist/i, error: GREYLISTED },
  { smtp: '4xx', says: /greylist|graylist/i, error: GREYLISTED },
  { smtp: '421', says: /too many concurrent|connections/i, error: TOO_FAST },
  { smtp: '4xx', status: '4.7.', says: RATE, error: TOO_FAST },
  { smtp: '421', says: RATE, error: TOO_FAST },
  {
    at: ['sender', 'recipient', 'content'],
    smtp: '45x',
    says: /\brate\b|too many (messages|recipients)|too fast/i,
    error: TOO_FAST
  },

  // The person's mailbox. Full is told with 452, 552 or 5.2.2, and empties.
  { smtp: '4xx', status: '4.2.2', error: MAILBOX_FULL },
  { smtp: '5xx', status: '5.2.2', error: MAILBOX_FULL },
  { smtp: '5xx', status: '5.3.4', error: TOO_LARGE },
  { smtp: '552', says: /size|large|big/i, error: TOO_LARGE },
  { smtp: '552', error: MAILBOX_FULL },
  { at: ['recipient'], smtp: '450', error: GREYLISTED },
  { at: ['recipient'], smtp: '451', status: '4.7.', error: GREYLISTED },
  { smtp: '452', error: tryAgain('email_busy', 'The mail server has no room for the moment.', 5 * MINUTE) },
  {
    smtp: '4xx',
    error: tryAgain('email_busy', 'The mail server could not take the mail for the moment.', MINUTE)
  },

  { smtp: '5xx', status: '5.1.', error: BOUNCED },
  {
    smtp: '5xx',
    status: '5.2.1',
    error: refused('mailbox_disabled', "The person's mailbox takes no mail any more.")
  },
  {
    smtp: '5xx',
    status: '5.2.',
    error: refused('mailbox_refused', "The person's mailbox does not take the mail.")
  },
  { at: ['recipient', 'content'], smtp: '5xx', status: '5.7.', error: CONTENT_REFUSED },
  {
    at: ['recipient'],
    smtp: '55x',
    says: /user|mailbox|recipient|address|no such|unknown|does not exist/i,
    error: BOUNCED
  },
  { at: ['recipient'], smtp: '550', error: BOUNCED },
  { at: ['recipient'], smtp: '551', error: BOUNCED },
  { at: ['recipient'], smtp: '553', error: BOUNCED },
  { at: ['recipient'], smtp: '556', error: BOUNCED },
  { at: ['content'], smtp: '55x', error: CONTENT_REFUSED },
  { smtp: '5xx', error: refused('email_refused', 'The mail server refused the mail.') }
]

const fits = (pattern: string, code: string): boolean =>
  pattern.length === code.length && [...pattern].every((digit, i) => digit === 'x' || digit === code[i])

/** What an answer means. `text` is the server's whole answer, with its digits. */
export const smtpError = (phase: SmtpPhase, text: string): MailError => {
  const smtp = /^\d{3}/.exec(text)?.[0] ?? '000'
  const status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? ''
  const rule = RULES.find(
    one =>
      (one.at === undefined || one.at.includes(phase)) &&
      fits(one.smtp, smtp) &&
      (one.status === undefined || status.startsWith(one.status)) &&
      (one.says === undefined || one.says.test(text))
  )
  return (
    rule?.error ?? tryAgain('email_unreadable', 'The mail server answered something that is no SMTP.', MINUTE)
  )
}

/** What no server said: how the attempt itself ended. */
export const ATTEMPT_ERRORS = {
  /** The sender's own trouble, held against nobody; the channel stops when it lasts. */
  email_unreachable: throttled('email_unreachable', 'The mail server cannot be reached.', 30_000),
  email_tls: stop('email_tls', "The mail server's certificate is not valid, or it offers no encryption."),
  email_timeout: tryAgain('email_timeout', 'The mail server did not answer in time; nothing was sent.'),
  email_interrupted: tryAgain('email_interrupted', 'The connection broke before the mail was handed in.'),
  email_no_address: refused('email_no_address', 'The mail server cannot take an address like this one.')
} satisfies Record<string, MailError>

/** The mail had been handed over, and nobody knows what came of it. */
export const LOST = {
  email_no_answer: 'The mail server took the mail and did not answer in time. It may have gone out.',
  email_lost: 'The connection broke after the mail was handed in. It may have gone out.',
  email_aborted: 'The sending was ended before the mail server answered. The mail may have gone out.'
} as const

export const EMAIL_ERROR_CODES: readonly string[] = [
  ...new Set([
    ...RULES.map(({ error }) => error.code),
    ...Object.keys(ATTEMPT_ERRORS),
    ...Object.keys(LOST),
    'email_unreadable'
  ])
]
