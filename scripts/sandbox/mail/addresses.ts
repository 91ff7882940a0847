/**
 * What becomes of a mail, by the local part of its recipient (`bounce@…`, or `bounce+anything@…`). One table: the
 * README's is made from it (a test compares them).
 */
export type MailFate =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: number; text: string; at: 'recipient' | 'content'; times: 'always' | 'once' }
  | { kind: 'hangs' }
  | { kind: 'dropped' }
  | { kind: 'slow'; afterMs: number }

export const MAIL_RULES: readonly { local: string; means: string; fate: MailFate }[] = [
  {
    local: 'bounce',
    means: '550 at RCPT: no such mailbox',
    fate: { kind: 'refused', code: 550, text: '5.1.1 No such mailbox', at: 'recipient', times: 'always' }
  },
  {
    local: 'full',
    means: '552 at RCPT: mailbox full',
    fate: { kind: 'refused', code: 552, text: '5.2.2 Mailbox full', at: 'recipient', times: 'always' }
  },
  {
    local: 'greylist',
    means: '451 at RCPT the first time, accepted from then on',
    fate: {
      kind: 'refused',
      code: 451,
      text: '4.7.1 Greylisted, try again later',
      at: 'recipient',
      times: 'once'
    }
  },
  {
    local: 'defer',
    means: '451 at RCPT, always',
    fate: { kind: 'refused', code: 451, text: '4.3.0 Try again later', at: 'recipient', times: 'always' }
  },
  {
    local: 'spam',
    means: '554 after DATA: content refused',
    fate: {
      kind: 'refused',
      code: 554,
      text: '5.7.1 Message looks like spam',
      at: 'content',
      times: 'always'
    }
  },
  {
    local: 'fast',
    means: '454 at RCPT the first time: the sender is too fast; accepted from then on',
    fate: {
      kind: 'refused',
      code: 454,
      text: 'Throttling failure: Maximum sending rate exceeded.',
      at: 'recipient',
      times: 'once'
    }
  },
  {
    local: 'quota',
    means: '454 at RCPT, always: the day’s quota is used up',
    fate: {
      kind: 'refused',
      code: 454,
      text: 'Throttling failure: Daily message quota exceeded.',
      at: 'recipient',
      times: 'always'
    }
  },
  {
    local: 'login',
    means: '535 at RCPT, always: the login does not hold any more',
    fate: { kind: 'refused', code: 535, text: '5.7.8 Login expired', at: 'recipient', times: 'always' }
  },
  { local: 'hang', means: 'RCPT is never answered', fate: { kind: 'hangs' } },
  {
    local: 'drop',
    means: 'the mail is kept, but the connection is closed after DATA without an answer',
    fate: { kind: 'dropped' }
  },
  { local: 'slow', means: 'RCPT is answered after 2 seconds', fate: { kind: 'slow', afterMs: 2000 } }
]

const ACCEPTED: MailFate = { kind: 'accepted' }

export const fateOf = (address: string): MailFate => {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase().split('+', 1)[0]
  return MAIL_RULES.find(rule => rule.local === local)?.fate ?? ACCEPTED
}
