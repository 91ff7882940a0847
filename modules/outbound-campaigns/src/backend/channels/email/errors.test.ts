import { smtpError, type SmtpPhase } from './errors'

/** What servers really say: by the command that they answer, the answer, and what it must be taken for. */
const ANSWERS: ReadonlyArray<[SmtpPhase, string, string, string]> = [
  // Amazon SES
  ['content', '454 Throttling failure: Maximum sending rate exceeded.', 'throttled', 'email_throttled'],
  ['content', '454 Throttling failure: Daily message quota exceeded.', 'throttled', 'email_quota'],
  ['connection', '421 Too many concurrent SMTP connections', 'throttled', 'email_throttled'],
  ['content', '451 Temporary service failure', 'try_again', 'email_busy'],
  ['login', '535 Authentication Credentials Invalid', 'stop', 'email_login_refused'],
  ['login', '454 Temporary authentication failure', 'try_again', 'email_busy'],
  [
    'content',
    '554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: x',
    'stop',
    'email_sender_refused'
  ],
  ['sender', '530 Authentication required', 'stop', 'email_login_refused'],
  // Gmail and Workspace
  [
    'recipient',
    '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 try double-checking',
    'refused',
    'bounced'
  ],
  ['recipient', '452-4.2.2 The recipient’s inbox is out of storage space.', 'try_again', 'mailbox_full'],
  ['recipient', '552-5.2.2 The recipient’s inbox is out of storage space.', 'try_again', 'mailbox_full'],
  [
    'content',
    '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail.',
    'throttled',
    'email_throttled'
  ],
  [
    'content',
    '550-5.7.1 Our system has detected that this message is likely unsolicited mail.',
    'refused',
    'content_refused'
  ],
  ['login', '535-5.7.8 Username and Password not accepted.', 'stop', 'email_login_refused'],
  ['login', '534-5.7.9 Application-specific password required.', 'stop', 'email_login_refused'],
  ['content', '550 5.4.5 Daily user sending limit exceeded.', 'throttled', 'email_quota'],
  ['content', '552-5.3.4 Your message exceeded our message size limits.', 'stop', 'email_too_large'],
  // Postfix, Exim, Exchange
  ['recipient', '450 4.2.0 <x>: Recipient address rejected: Greylisted', 'try_again', 'greylisted'],
  ['recipient', '451 4.7.1 Greylisting in action, please come back later', 'try_again', 'greylisted'],
  ['recipient', '554 5.7.1 <x>: Relay access denied', 'stop', 'email_relay_denied'],
  [
    'recipient',
    '550 5.1.1 <x>: Recipient address rejected: User unknown in local recipient table',
    'refused',
    'bounced'
  ],
  ['recipient', '550 No such user here', 'refused', 'bounced'],
  ['recipient', '551 User not local', 'refused', 'bounced'],
  ['recipient', '553 5.1.3 malformed address', 'refused', 'bounced'],
  ['recipient', '552 Mailbox full', 'try_again', 'mailbox_full'],
  ['sender', '552 5.3.4 Message size exceeds fixed limit', 'stop', 'email_too_large'],
  ['sender', '553 5.7.1 <x>: Sender address rejected: not owned by user', 'stop', 'email_sender_refused'],
  [
    'sender',
    '550 5.7.60 Client does not have permissions to send as this sender',
    'stop',
    'email_sender_refused'
  ],
  ['sender', '530 5.7.0 Must issue a STARTTLS command first', 'stop', 'email_tls'],
  [
    'connection',
    '554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org',
    'stop',
    'email_blocked'
  ],
  ['recipient', '550 5.7.1 Service unavailable; client host blocked using Spamhaus', 'stop', 'email_blocked'],
  [
    'recipient',
    '450 4.7.1 Error: too much mail from 192.0.2.1: rate limited',
    'throttled',
    'email_throttled'
  ],
  ['recipient', '550 5.2.1 Mailbox disabled, not accepting messages', 'refused', 'mailbox_disabled'],
  ['recipient', '452 4.2.2 Mailbox quota exceeded', 'try_again', 'mailbox_full'],
  ['recipient', '452 4.3.1 Insufficient system storage', 'try_again', 'email_busy'],
  ['connection', '421 4.3.2 Service shutting down', 'try_again', 'email_busy'],
  ['content', '554 5.6.0 Message not valid', 'refused', 'content_refused'],
  ['content', '500 5.5.2 Syntax error', 'refused', 'email_refused'],
  ['content', 'HTTP/1.1 400 Bad Request', 'try_again', 'email_unreadable']
]

describe('What a mail server answers', () => {
  it.each(ANSWERS)('to %s: %s', (phase, text, kind, code) => {
    const error = smtpError(phase, text)
    expect({ kind: error.class.kind, code: error.code }).toEqual({ kind, code })
  })

  it('is never taken for an acceptance or for a mail that may be sent twice, whatever it is', () => {
    const phases: SmtpPhase[] = ['connection', 'login', 'sender', 'recipient', 'content']
    for (const phase of phases) {
      for (let code = 400; code < 600; code++) {
        const { class: of } = smtpError(phase, `${code} whatever`)
        expect(
          code < 500 ? ['try_again', 'throttled'] : ['refused', 'stop', 'throttled', 'try_again']
        ).toContain(of.kind)
      }
    }
  })
})
