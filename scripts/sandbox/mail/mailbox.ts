/** The mails that arrived, newest first, and counts of all of them. */
import PostalMime from 'postal-mime'
import { Newest } from '../newest'
import { Tally } from '../tally'

/** A mail is a few dozen kilobytes: more of them than this are counted only. */
const KEPT = 2000

export interface Arrival {
  id: string
  received_at: string
  envelope: { from: string; to: string[] }
  secure: boolean
  /** `dropped`: kept, though the sender was never told so. */
  answer: 'accepted' | 'dropped' | 'refused'
  raw: Buffer
}

export interface Mail extends Arrival {
  subject: string
  from: string
  /** Where an answer goes: Reply-To, else From. */
  reply_to: string
  to: string[]
  message_id: string | null
  references: string[]
  headers: { name: string; value: string }[]
  text: string | null
  html: string | null
  attachments: { filename: string | null; mime_type: string; size: number }[]
}

const addressesIn = (list: { address?: string; group?: { address: string }[] }[] = []): string[] =>
  list.flatMap(({ address, group }) => (address ? [address] : (group ?? []).map(member => member.address)))

const sizeOf = (content: string | ArrayBuffer | Uint8Array) =>
  typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength

export const readMail = async (arrival: Arrival): Promise<Mail> => {
  const parsed = await PostalMime.parse(arrival.raw)
  const [from = arrival.envelope.from] = addressesIn(parsed.from ? [parsed.from] : [])
  const [replyTo = from] = addressesIn(parsed.replyTo)
  return {
    ...arrival,
    subject: parsed.subject ?? '',
    from,
    reply_to: replyTo,
    to: addressesIn(parsed.to),
    message_id: parsed.messageId ?? null,
    references: (parsed.references ?? '').split(/\s+/).filter(Boolean),
    headers: parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: parsed.text ?? null,
    html: parsed.html ?? null,
    attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
      filename,
      mime_type: mimeType,
      size: sizeOf(content)
    }))
  }
}

export class Mailbox {
  readonly mails = new Newest<Mail>(() => KEPT)
  private readonly recipients = new Tally<string>()
  private readonly messageIds = new Tally<string>()
  private readonly refused = new Map<number, number>()
  private accepted = 0
  private dropped = 0

  add(mail: Mail) {
    this.mails.add(mail)
    if (mail.answer === 'refused') return
    if (mail.answer === 'accepted') this.accepted++
    else this.dropped++
    for (const to of mail.envelope.to) this.recipients.add(to.toLowerCase())
    if (mail.message_id) this.messageIds.add(mail.message_id)
  }

  countRefused(code: number) {
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1)
  }

  find(id: string) {
    return this.mails.find(mail => mail.id === id)
  }

  forget() {
    this.mails.clear()
    this.recipients.clear()
    this.messageIds.clear()
    this.refused.clear()
    this.accepted = 0
    this.dropped = 0
  }

  counts() {
    const { first: people, ...recipients } = this.recipients.summary()
    const { first: ids, ...messageIds } = this.messageIds.summary()
    return {
      accepted: this.accepted,
      dropped: this.dropped,
      refused: Object.fromEntries(this.refused),
      recipients: { ...recipients, first: people.map(({ name, times }) => ({ to: name, times })) },
      message_ids: { ...messageIds, first: ids.map(({ name, times }) => ({ message_id: name, times })) }
    }
  }
}

const summaryOf = ({ id, received_at, envelope, secure, answer, subject, from, to, message_id }: Mail) => ({
  id,
  received_at,
  envelope,
  secure,
  answer,
  subject,
  from,
  to,
  message_id
})

export const shownInList = summaryOf

export const shownWhole = (mail: Mail) => ({
  ...summaryOf(mail),
  headers: mail.headers,
  text: mail.text,
  html: mail.html,
  attachments: mail.attachments,
  raw: mail.raw.toString('utf8')
})
