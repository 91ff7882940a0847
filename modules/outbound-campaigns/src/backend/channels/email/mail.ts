/** What e-mail is asked to send: one mail to one person, ready to leave. */
export interface Mail {
  /** The attempt that it belongs to; comes back in the Message-ID. */
  ref: string
  /** The person's address in its one form. */
  to: string
  subject: string
  text: string
  html: string | null
  /** The address behind the mail's one-click unsubscribe; null: nobody subscribed to this. */
  unsubscribeUrl: string | null
  /** The mail that this one follows, by the ids under which they were sent. */
  thread: Thread | null
  /** Groups mails in the reports of mail services: `sequence-7:step-2`. */
  feedbackId: string | null
  /** What the webhook's receiver is told besides; null: the mail is no step of a sequence. */
  metadata: MailMetadata | null
  /** Sent by a machine to its operator, so that no machine answers it. Never said of a mail to a lead. */
  automatic?: boolean
  /** The name beside the sender's address, and where answers go; left out: as the account has it. */
  fromName?: string | null
  replyTo?: string | null
}

export interface Thread {
  /** The id of the mail before, `<…@…>`. */
  inReplyTo: string
  /** All before it, oldest first. */
  references: readonly string[]
}

export interface MailMetadata {
  sequence_id: number
  lead_ext_id: string | null
  step_number: number
  sequence_name: string
}
