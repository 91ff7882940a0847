/** What became of a mail, in the user's words: by the reason's code, or as the server put it where the code is new. */
import { t, type TextKey } from '../../text'

const TEXTS: Partial<Record<string, TextKey>> = {
  bounced: 'channels.mail.bounced',
  content_refused: 'channels.mail.content_refused',
  email_aborted: 'channels.mail.email_aborted',
  email_blocked: 'channels.mail.email_blocked',
  email_busy: 'channels.mail.email_busy',
  email_interrupted: 'channels.mail.email_interrupted',
  email_login_refused: 'channels.mail.email_login_refused',
  email_lost: 'channels.mail.email_lost',
  email_no_address: 'channels.mail.email_no_address',
  email_no_answer: 'channels.mail.email_no_answer',
  email_quota: 'channels.mail.email_quota',
  email_refused: 'channels.mail.email_refused',
  email_relay_denied: 'channels.mail.email_relay_denied',
  email_sender_refused: 'channels.mail.email_sender_refused',
  email_throttled: 'channels.mail.email_throttled',
  email_timeout: 'channels.mail.email_timeout',
  email_tls: 'channels.mail.email_tls',
  email_too_large: 'channels.mail.email_too_large',
  email_unreachable: 'channels.mail.email_unreachable',
  email_unreadable: 'channels.mail.email_unreadable',
  email_webhook_refused: 'channels.mail.email_webhook_refused',
  greylisted: 'channels.mail.greylisted',
  mailbox_disabled: 'channels.mail.mailbox_disabled',
  mailbox_full: 'channels.mail.mailbox_full',
  mailbox_refused: 'channels.mail.mailbox_refused'
}

export const mailErrorText = ({ code, detail }: { code: string; detail: string }): string => {
  const key = TEXTS[code]
  return key === undefined ? detail || code : t(key)
}
