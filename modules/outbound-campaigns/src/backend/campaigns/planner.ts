import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { addressOf } from '../platform/phone/address'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { opensAt } from '../platform/window'
import type { OpenChannel, WhatsAppChannel } from '../channels/whatsapp/channel'
import { numberLimits, PAIR_REST_MS } from '../channels/whatsapp/limits'
import {
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
import { personalise, rowReader, type RowValues } from './personalise'
import type { CampaignReactions } from './reactions'
import { importColumns } from './recipients-store'
import type { Campaign } from './schema'
import { findCampaign } from './store'

export interface PlannerSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  channel: WhatsAppChannel
  reactions: CampaignReactions
  /** Where the provider reports to; null: where its account does. */
  statusAddress(botId: string): Promise<string | null>
}

/** How the outbox delivers a campaign's messages. */
export class CampaignPlanner implements Planner {
  readonly type = 'campaign'

  constructor(private readonly sources: PlannerSources) {}

  async deliveryOf(
    botId: string,
    owner: Owner
  ): Promise<{ kind: 'delivery'; delivery: Delivery } | { kind: 'impossible'; reason: Reason }> {
    const now = await this.look(botId, owner)
    if (now.kind === 'impossible') return now
    return {
      kind: 'delivery',
      delivery: new CampaignDelivery(now.plan, this.sources, () => this.look(botId, owner))
    }
  }

  stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void> {
    return this.sources.reactions.stopped(tx, botId, owner, reason)
  }

  drained(tx: Database, lane: Lane): Promise<void> {
    return this.sources.reactions.drained(tx, lane)
  }

  /** Everything that the next sends depend on, as it is at the moment. */
  private async look(
    botId: string,
    owner: Owner
  ): Promise<{ kind: 'plan'; plan: Plan } | { kind: 'impossible'; reason: Reason }> {
    const campaign = await findCampaign(this.sources.db, botId, owner.id)
    if (!campaign) return { kind: 'impossible', reason: { code: 'gone', detail: 'The campaign is gone.' } }
    const settings = await this.sources.settings.of(botId)
    const channel = await this.sources.channel.open(botId)
    if (channel.kind === 'not_ready') return { kind: 'impossible', reason: channel.reason }
    const webhookUrl = await this.sources.statusAddress(botId)
    return { kind: 'plan', plan: { botId, campaign, channel: channel.channel, settings, webhookUrl } }
  }
}

interface Plan {
  botId: string
  campaign: Campaign
  channel: OpenChannel
  settings: Settings
  webhookUrl: string | null
}

class CampaignDelivery implements Delivery {
  private readonly rows: Rows

  constructor(
    private plan: Plan,
    private readonly sources: PlannerSources,
    private readonly look: () => Promise<
      { kind: 'plan'; plan: Plan } | { kind: 'impossible'; reason: Reason }
    >
  ) {
    this.rows = new Rows(sources.db, plan.botId, plan.campaign.id)
  }

  get sender(): SenderLimits {
    return numberLimits(this.plan.channel.sender, this.plan.settings)
  }

  get gate(): Gate {
    return { frequencyCap: frequencyCapOf(this.plan.settings), pairRestMs: PAIR_REST_MS }
  }

  get timeoutMs(): number {
    return this.plan.channel.timeoutMs
  }

  /** An account that is no longer ready goes on with what it has: the provider's refusal stops it, with its reason. */
  async refresh(): Promise<void> {
    const now = await this.look()
    if (now.kind === 'plan') this.plan = now.plan
  }

  closedUntil(): number | null {
    const { send_window, timezone } = this.plan.campaign
    return opensAt(send_window, timezone, this.sources.calendar.now())
  }

  async send(message: ClaimedMessage, ref: string): Promise<Outcome> {
    const { campaign, channel, settings, webhookUrl } = this.plan
    const { content, parameters, missing } = personalise(campaign, await this.rows.valuesOf(message))
    if (missing.length > 0) return missingVariable(missing)
    const to = message.address ?? addressOf(message.person, settings.mx_prefix)
    return channel.send({ to, content, parameters, ref, webhookUrl })
  }

  abort(): void {
    this.plan.channel.abort()
  }
}

/** Uploaded while the campaign runs, a row may have a gap that nobody looked for before the start. */
const missingVariable = (missing: ReadonlyArray<{ column: string }>): Outcome => ({
  kind: 'refused',
  reason: {
    code: 'missing_variable',
    detail: `The row has nothing for: ${missing.map(({ column }) => column).join(', ')}. Correct it and try again.`
  }
})

/** The rows by their columns. Uploads that come while the campaign runs bring columns of their own. */
class Rows {
  private readers = new Map<number, (cells: readonly string[]) => RowValues>()

  constructor(
    private readonly db: Database,
    private readonly botId: string,
    private readonly campaignId: number
  ) {}

  async valuesOf({ importId, data }: ClaimedMessage): Promise<RowValues> {
    const cells = Array.isArray(data) ? data.map(cell => (typeof cell === 'string' ? cell : '')) : []
    if (importId === null) return () => undefined
    const known = this.readers.get(importId)
    if (known) return known(cells)
    await this.load()
    return (this.readers.get(importId) ?? rowReader([]))(cells)
  }

  private async load(): Promise<void> {
    const imports = await importColumns(this.db, this.botId, this.campaignId)
    this.readers = new Map([...imports].map(([id, { columns }]) => [id, rowReader(columns)]))
  }
}
