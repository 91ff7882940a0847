/** Plays a person who answers a mail, or their out-of-office: the answer is kept, and handed on where one listens. */
import { randomUUID } from 'crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { Newest } from '../newest'
import type { Answer, WebhookPoster } from '../webhook-poster'
import type { Mail } from './mailbox'

const KEPT = 2000

export interface MailReply {
  id: string
  mail_id: string
  sent_at: string
  from: string
  to: string
  subject: string
  message_id: string
  in_reply_to: string | null
  references: string[]
  auto_submitted: boolean
  text: string
  raw: string
  /** Where it was handed on and what was answered; null where nobody listens. */
  handed_on: { url: string; answer: Answer } | null
}

export class Replies {
  readonly sent = new Newest<MailReply>(() => KEPT)

  constructor(
    private readonly poster: WebhookPoster,
    private readonly replyUrl: () => string | null
  ) {}

  async reply(mail: Mail, text: string, autoSubmitted: boolean): Promise<MailReply> {
    const [from = mail.to[0] ?? ''] = mail.envelope.to
    const message_id = `<${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1) || 'sandbox.localhost'}>`
    const draft = {
      id: randomUUID(),
      mail_id: mail.id,
      sent_at: new Date().toISOString(),
      from,
      to: mail.reply_to,
      subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
      message_id,
      in_reply_to: mail.message_id,
      references: [...mail.references, ...(mail.message_id ? [mail.message_id] : [])],
      auto_submitted: autoSubmitted,
      text
    }
    const composer = new MailComposer({
      from: draft.from,
      to: draft.to,
      subject: draft.subject,
      text,
      messageId: message_id,
      ...(draft.in_reply_to && { inReplyTo: draft.in_reply_to }),
      references: draft.references,
      date: draft.sent_at,
      ...(autoSubmitted && { headers: { 'Auto-Submitted': 'auto-replied' } })
    })
    const raw = (await composer.compile().build()).toString('utf8')
    const url = this.replyUrl()
    const handed_on = url === null ? null : { url, answer: await this.handOn(url, { ...draft, raw }) }
    const reply: MailReply = { ...draft, raw, handed_on }
    this.sent.add(reply)
    return reply
  }

  private handOn(url: string, reply: Omit<MailReply, 'handed_on'>) {
    return this.poster.post(url, JSON.stringify(reply), () => undefined)
  }
}
