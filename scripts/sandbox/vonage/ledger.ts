/**
 * What the sandbox received: the newest messages in full, and counts of all of them. An entry is what the control API
 * shows, in its words.
 */
import { Newest } from '../newest'
import { Tally } from '../tally'
import type { Answer as HookAnswer } from '../webhook-poster'
import type { Content } from './content'
import { asText } from './content'
import type { OutboundMessage } from './message'
import { describe, type Outcome } from './outcomes'

export type StatusName = 'submitted' | 'delivered' | 'read' | 'rejected' | 'undeliverable'

export interface SentStatus {
  status: StatusName
  error_code?: string
  url: string | null
  /** How often it is sent, each with its retries; 0: it is lost on purpose. */
  copies: number
  attempts: ({ at: string } & HookAnswer)[]
}

export interface Entry {
  message_uuid: string
  received_at: string
  sent_with: 'jwt' | 'basic'
  accepted: boolean
  message: OutboundMessage
  content: Content
  outcome: Outcome
  statuses: SentStatus[]
}

export class Ledger {
  readonly messages: Newest<Entry>
  private readonly clientRefs = new Tally<string>()
  private readonly recipients = new Tally<string>()
  private received = 0
  private accepted = 0
  private readonly refused = new Map<number, number>()
  private unanswered = 0

  constructor(keep: () => number) {
    this.messages = new Newest(keep)
  }

  countReceived() {
    this.received++
  }

  countRefused(status: number) {
    this.refused.set(status, (this.refused.get(status) ?? 0) + 1)
  }

  countUnanswered() {
    this.unanswered++
  }

  keep(entry: Entry) {
    this.messages.add(entry)
    if (!entry.accepted) return
    this.accepted++
    this.recipients.add(entry.message.to)
    if (entry.message.client_ref !== null) this.clientRefs.add(entry.message.client_ref)
  }

  timesOf(clientRef: string) {
    return this.clientRefs.timesOf(clientRef)
  }

  forget() {
    this.messages.clear()
    this.clientRefs.clear()
    this.recipients.clear()
    this.refused.clear()
    this.received = 0
    this.accepted = 0
    this.unanswered = 0
  }

  counts() {
    const { first: refs, ...clientRefs } = this.clientRefs.summary()
    const { first: people, ...recipients } = this.recipients.summary()
    return {
      received: this.received,
      accepted: this.accepted,
      refused: Object.fromEntries(this.refused),
      unanswered: this.unanswered,
      client_refs: { ...clientRefs, first: refs.map(({ name, times }) => ({ client_ref: name, times })) },
      recipients: { ...recipients, first: people.map(({ name, times }) => ({ to: name, times })) }
    }
  }
}

export const shown = ({ message, content, outcome, statuses, ...entry }: Entry) => ({
  ...entry,
  to: message.to,
  from: message.from,
  client_ref: message.client_ref,
  message_type: message.message_type,
  text: asText(content.rendered),
  rendered: content.rendered,
  problem: content.problem,
  outcome: describe(outcome),
  statuses,
  body: message.body
})
