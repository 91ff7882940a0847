import type { EmailChannel } from '../../channels/email/channel'
import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import { numberLimits, PAIR_REST_MS } from '../../channels/whatsapp/limits'
import {
  closeLane,
  frequencyCapOf,
  type Became,
  type ClaimedMessage,
  type Delivery,
  type Gate,
  type Lane,
  type Outcome,
  type Owner,
  type Planner,
  type Reason,
  type SenderLimits
} from '../../outbox'
import type { Database } from '../../platform/database/database'
import type { SettingsService } from '../../platform/settings/settings'
import type { Settings } from '../../platform/settings/schema'
import type { VersionShelf } from '../engine/shelf'
import { findSequence, type StoredSequence } from '../templates/store'
import type { MessageOutcomes } from './became'
import { emailSender, sendMail, type MailLinks } from './email-delivery'
import { ownerOf, type SequenceChannel } from './owners'
import type { SequenceStops } from './stopped'
import { sendTemplate } from './whatsapp-delivery'

export interface SequencePlannerSources {
  db: Database
  settings: SettingsService
  email: Pick<EmailChannel, 'open'>
  whatsapp: Pick<WhatsAppChannel, 'open'>
  shelf: VersionShelf
  links: MailLinks
  /** Where WhatsApp's provider reports to; null: where its account does. */
  statusAddress(botId: string): Promise<string | null>
  outcomes: MessageOutcomes
  stops: SequenceStops
}

/** How messages leave by one channel, as everything is at the moment. */
interface Way {
  sequence: StoredSequence
  settings: Settings
  sender: SenderLimits
  timeoutMs: number
  send(message: ClaimedMessage, ref: string): Promise<Outcome>
  abort(): void
}

type Looked = { kind: 'way'; way: Way } | { kind: 'impossible'; reason: Reason }

/** Who has had enough for now is asked again after this; nobody is passed over for it. */
const CAP_REST_MS = 60 * 60_000
/** Nothing leaves before somebody switches the sequence on, which pokes or is seen at the next look. */
const NEVER = Number.MAX_SAFE_INTEGER

/** How the outbox delivers what a sequence owes on one channel. */
export class SequencePlanner implements Planner {
  readonly type: string

  constructor(
    private readonly channel: SequenceChannel,
    private readonly sources: SequencePlannerSources
  ) {
    this.type = ownerOf(channel, 0).type
  }

  async deliveryOf(
    botId: string,
    owner: Owner
  ): Promise<{ kind: 'delivery'; delivery: Delivery } | { kind: 'impossible'; reason: Reason }> {
    const look = () => this.look(botId, owner)
    const now = await look()
    if (now.kind === 'impossible') return now
    return { kind: 'delivery', delivery: new SequenceDelivery(this.channel, now.way, look) }
  }

  stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void> {
    return this.sources.stops.stopped(tx, botId, owner, reason)
  }

  /** A lane is open only while it owes something. */
  async drained(tx: Database, lane: Lane): Promise<void> {
    if (lane.open) await closeLane(tx, lane.owner)
  }

  became(tx: Database, botId: string, owner: Owner, told: readonly Became[]): Promise<void> {
    return this.sources.outcomes.became(tx, botId, owner, told)
  }

  private async look(botId: string, owner: Owner): Promise<Looked> {
    const { db, settings: service } = this.sources
    const sequence = await findSequence(db, botId, owner.id)
    if (!sequence || sequence.deletedAt !== null)
      return { kind: 'impossible', reason: { code: 'gone', detail: 'The sequence was deleted.' } }
    const settings = await service.of(botId)
    return this.channel === 'email'
      ? this.byMail(botId, sequence, settings)
      : this.byWhatsApp(botId, sequence, settings)
  }

  private async byMail(botId: string, sequence: StoredSequence, settings: Settings): Promise<Looked> {
    const opened = await this.sources.email.open(botId)
    if (opened.kind === 'not_ready') return { kind: 'impossible', reason: opened.reason }
    const { channel } = opened
    const plan = { botId, sequence, channel, settings }
    return {
      kind: 'way',
      way: {
        sequence,
        settings,
        sender: emailSender(channel.sender, settings),
        timeoutMs: channel.timeoutMs,
        send: (message, ref) => sendMail(this.sources, plan, message, ref),
        abort: () => channel.abort()
      }
    }
  }

  private async byWhatsApp(botId: string, sequence: StoredSequence, settings: Settings): Promise<Looked> {
    const opened = await this.sources.whatsapp.open(botId)
    if (opened.kind === 'not_ready') return { kind: 'impossible', reason: opened.reason }
    const { channel } = opened
    const webhookUrl = await this.sources.statusAddress(botId)
    const plan = { botId, channel, settings, webhookUrl }
    return {
      kind: 'way',
      way: {
        sequence,
        settings,
        sender: numberLimits(channel.sender, settings),
        timeoutMs: channel.timeoutMs,
        send: (message, ref) => sendTemplate(this.sources, plan, message, ref),
        abort: () => channel.abort()
      }
    }
  }
}

class SequenceDelivery implements Delivery {
  constructor(
    private readonly channel: SequenceChannel,
    private way: Way,
    private readonly look: () => Promise<Looked>
  ) {}

  get sender(): SenderLimits {
    return this.way.sender
  }

  get gate(): Gate {
    const cap = frequencyCapOf(this.way.settings)
    return {
      frequencyCap: cap && { ...cap, restMs: CAP_REST_MS },
      pairRestMs: this.channel === 'whatsapp' ? PAIR_REST_MS : 0
    }
  }

  get timeoutMs(): number {
    return this.way.timeoutMs
  }

  /** A channel that is no longer ready goes on with what it has: the provider's refusal stops it, with its reason. */
  async refresh(): Promise<void> {
    const now = await this.look()
    if (now.kind === 'way') this.way = now.way
  }

  /** Windows are each lead's own and were looked at when the message was owed. */
  closedUntil(): number | null {
    return this.way.sequence.active ? null : NEVER
  }

  send(message: ClaimedMessage, ref: string): Promise<Outcome> {
    return this.way.send(message, ref)
  }

  abort(): void {
    this.way.abort()
  }
}
