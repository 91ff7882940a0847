import type { OpenChannel, WhatsAppChannel } from '../channels/whatsapp/channel'
import { numberLimits, PAIR_REST_MS } from '../channels/whatsapp/limits'
import {
  closeLane,
  frequencyCapOf,
  type ClaimedMessage,
  type Delivery,
  type Gate,
  type Lane,
  type Outcome,
  type Owner,
  type Planner,
  type Reason,
  type SenderLimits
} from '../outbox'
import type { Database } from '../platform/database/database'
import { addressOf } from '../platform/phone/address'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { readData } from './data'
import { kindOf, SINGLE, type SingleKind } from './lanes'

export interface SinglePlannerSources {
  db: Database
  settings: SettingsService
  whatsapp: Pick<WhatsAppChannel, 'open'>
  /** Where the provider reports to; null: where its account does. */
  statusAddress(botId: string): Promise<string | null>
}

interface Plan {
  kind: SingleKind
  channel: OpenChannel
  settings: Settings
  webhookUrl: string | null
}

type Looked = { kind: 'plan'; plan: Plan } | { kind: 'impossible'; reason: Reason }

/** How the outbox delivers single messages: by the number, the budget and the limits of everything else. */
export class SinglePlanner implements Planner {
  readonly type = SINGLE

  constructor(private readonly sources: SinglePlannerSources) {}

  async deliveryOf(
    botId: string,
    owner: Owner
  ): Promise<{ kind: 'delivery'; delivery: Delivery } | { kind: 'impossible'; reason: Reason }> {
    const look = () => this.look(botId, owner)
    const now = await look()
    if (now.kind === 'impossible') return now
    return { kind: 'delivery', delivery: new SingleDelivery(now.plan, look) }
  }

  /** What is owed says why it waits. Nobody resumes a lane that nobody sees: the job does, in a while. */
  async stopped(tx: Database, _botId: string, owner: Owner, reason: Reason): Promise<void> {
    await tx.change(
      `update outbound_messages set reason_code = ?, reason = ?, updated_at = ${tx.now}
        where owner_type = ? and owner_id = ? and status = 'pending'`,
      [reason.code, reason.detail, owner.type, owner.id]
    )
  }

  /** A lane is open only while it owes something. */
  async drained(tx: Database, lane: Lane): Promise<void> {
    if (lane.open) await closeLane(tx, lane.owner)
  }

  private async look(botId: string, owner: Owner): Promise<Looked> {
    const { db, settings, whatsapp, statusAddress } = this.sources
    const kind = await kindOf(db, botId, owner.id)
    if (!kind)
      return {
        kind: 'impossible',
        reason: { code: 'gone', detail: 'There is no such lane of single messages.' }
      }
    const opened = await whatsapp.open(botId)
    if (opened.kind === 'not_ready') return { kind: 'impossible', reason: opened.reason }
    return {
      kind: 'plan',
      plan: {
        kind,
        channel: opened.channel,
        settings: await settings.of(botId),
        webhookUrl: await statusAddress(botId)
      }
    }
  }
}

const refused = (code: string, detail: string): Outcome => ({ kind: 'refused', reason: { code, detail } })

class SingleDelivery implements Delivery {
  constructor(
    private plan: Plan,
    private readonly look: () => Promise<Looked>
  ) {}

  get sender(): SenderLimits {
    const { channel, settings } = this.plan
    return numberLimits(channel.sender, settings)
  }

  /** An answer to a stop word is no message more that somebody gets unasked: no cap counts it. */
  get gate(): Gate {
    const { kind, settings } = this.plan
    if (kind === 'confirmation')
      return { frequencyCap: null, pairRestMs: PAIR_REST_MS, confirmsStopWord: true }
    return { frequencyCap: frequencyCapOf(settings), pairRestMs: PAIR_REST_MS }
  }

  get timeoutMs(): number {
    return this.plan.channel.timeoutMs
  }

  /** A channel that is no longer ready goes on with what it has: the provider's refusal stops it, with its reason. */
  async refresh(): Promise<void> {
    const now = await this.look()
    if (now.kind === 'plan') this.plan = now.plan
  }

  /** They are asked for to be sent now: whoever asks minds the hour. */
  closedUntil(): number | null {
    return null
  }

  async send(message: ClaimedMessage, ref: string): Promise<Outcome> {
    const { channel, settings, webhookUrl } = this.plan
    const data = readData(message.data)
    if (!data) return refused('forgotten', 'What this message says is not known any more.')
    if (message.at > data.until)
      return refused('too_late', 'It could not be sent for a day, and now it would come too late.')
    const to = message.address ?? addressOf(message.person, settings.mx_prefix)
    return data.form === 'text'
      ? channel.send({ to, text: data.text, ref, webhookUrl })
      : channel.send({ to, content: data.content, parameters: data.parameters, ref, webhookUrl })
  }

  abort(): void {
    this.plan.channel.abort()
  }
}
