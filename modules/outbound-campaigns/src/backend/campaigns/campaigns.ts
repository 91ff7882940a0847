import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { Page, PageRequest } from '../platform/database/page'
import { conflict, notFound } from '../platform/http/problem'
import type { Caller } from '../platform/http/route'
import type { SettingsService } from '../platform/settings/settings'
import {
  cancelPending,
  closeLane,
  decideUnconfirmed,
  FIRST_BACKOFF_MS,
  openLane,
  putLane,
  readLane,
  removeLane,
  removeMessages,
  retryFailed,
  type Owner
} from '../outbox'
import { notInThisState, refuseOtherThanPace, refusePast, refuseTimeless } from './refusals'
import { type Campaign, type CampaignChange, type CampaignFields, type NewCampaign } from './schema'
import { allows, type Action, type CampaignStatus } from './states'
import {
  countByStatus,
  deleteCampaign,
  findCampaign,
  insertCampaign,
  listCampaigns,
  moveStatus,
  saveFields,
  type StatusChange
} from './store'

export const ownerOf = (campaignId: number): Owner => ({ type: 'campaign', id: campaignId })

export const CANCELLED = {
  code: 'cancelled',
  detail: 'The campaign was cancelled before this message was sent.'
}

export interface CampaignSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  /** Says all that speaks against a start, by throwing; answers what the start freezes. */
  preflight(botId: string, campaign: Campaign): Promise<Pick<CampaignFields, 'variables' | 'parameter_names'>>
  /** Something has changed that the bot's dispatcher and the open screens should see at once. */
  changed(botId: string, campaignId: number): void
}

/**
 * What people do with campaigns. Every change of state is one transaction: the campaign, its lane and the audit agree.
 * What follows from the rows (that a campaign is completed) is not decided here: see `reactions.ts`.
 */
export class Campaigns {
  constructor(private readonly sources: CampaignSources) {}

  async get(botId: string, id: number): Promise<Campaign> {
    const campaign = await findCampaign(this.sources.db, botId, id)
    if (!campaign) throw notFound(`There is no campaign ${id}.`)
    return campaign
  }

  list(
    botId: string,
    query: PageRequest & { status?: CampaignStatus; search?: string }
  ): Promise<Page<Campaign> & { total: number }> {
    return listCampaigns(this.sources.db, botId, query)
  }

  countByStatus(botId: string): Promise<Record<CampaignStatus, number>> {
    return countByStatus(this.sources.db, botId)
  }

  async create(botId: string, input: NewCampaign, caller: Caller): Promise<Campaign> {
    const settings = await this.sources.settings.of(botId)
    const fields: CampaignFields = {
      template_namespace: null,
      language: 'es_MX',
      variables: null,
      parameter_names: null,
      header: null,
      buttons: null,
      batch_size: settings.batch_size,
      batch_interval_ms: settings.batch_interval_ms,
      concurrency: settings.concurrency,
      max_retries: settings.max_retries,
      retry_backoff_ms: FIRST_BACKOFF_MS,
      max_error_rate: settings.max_error_rate,
      max_consecutive_errors: settings.max_consecutive_errors,
      scheduled_at: null,
      timezone: settings.timezone,
      send_window: settings.send_window,
      default_country: settings.default_country,
      ...input
    }
    return this.insert(botId, fields, caller, 'campaign.created')
  }

  /** The same campaign as a draft, without people and without a date. */
  async clone(botId: string, id: number, name: string | undefined, caller: Caller): Promise<Campaign> {
    const fields = fieldsOf(await this.get(botId, id))
    const copy = { ...fields, name: name ?? fields.name, scheduled_at: null }
    return this.insert(botId, copy, caller, 'campaign.cloned')
  }

  async change(botId: string, id: number, change: CampaignChange, caller: Caller): Promise<Campaign> {
    const campaign = await this.mayDo(botId, id, 'change')
    if (campaign.started_at !== null) refuseOtherThanPace(campaign, change)
    refuseTimeless(campaign.status, change)
    const fields = { ...fieldsOf(campaign), ...change }
    await this.sources.db.transaction(async tx => {
      await saveFields(tx, botId, id, fields)
      await putLane(tx, laneOf(botId, id, fields))
      await this.record(tx, botId, id, caller, 'campaign.changed', change)
    })
    return this.done(botId, id)
  }

  /**
   * Its lane goes first: from then on nothing claims or settles, and a campaign without a lane is known as one that is
   * being deleted, so that what a kill leaves of it is removed by the job.
   */
  async delete(botId: string, id: number, caller: Caller): Promise<void> {
    const campaign = await this.mayDo(botId, id, 'delete')
    await this.sources.db.transaction(async tx => {
      await removeLane(tx, ownerOf(id))
      await this.move(tx, botId, campaign, [campaign.status], { status: 'cancelled' })
      await this.record(tx, botId, id, caller, 'campaign.deleted', { name: campaign.name })
    })
    await this.finishDeleting(botId, id)
  }

  async finishDeleting(botId: string, id: number): Promise<void> {
    await removeMessages(this.sources.db, ownerOf(id))
    await deleteCampaign(this.sources.db, botId, id)
    this.sources.changed(botId, id)
  }

  /** Now, or at its time: the one given here, or the one that the draft was made with. */
  async start(botId: string, id: number, scheduledAt: string | undefined, caller: Caller): Promise<Campaign> {
    const campaign = await this.mayDo(botId, id, scheduledAt ? 'schedule' : 'start')
    if (scheduledAt) refusePast(scheduledAt, this.now())
    const own = campaign.status === 'draft' ? this.stillToCome(campaign) : undefined
    return this.begin(botId, campaign, scheduledAt ?? own, caller)
  }

  /** A running campaign stands still; a scheduled one doesn't start at its time. */
  async pause(botId: string, id: number, caller: Caller): Promise<Campaign> {
    const campaign = await this.get(botId, id)
    if (campaign.status === 'paused') return campaign
    await this.mayDo(botId, id, 'pause')
    await this.sources.db.transaction(async tx => {
      await closeLane(tx, ownerOf(id))
      const by = caller.email ? ` by ${caller.email}` : ''
      await this.move(tx, botId, campaign, ['running', 'scheduled'], {
        status: 'paused',
        reason: { code: 'paused_by_hand', detail: `Paused${by}.` }
      })
      await this.record(tx, botId, id, caller, 'campaign.paused', null)
    })
    return this.done(botId, id)
  }

  async resume(botId: string, id: number, caller: Caller): Promise<Campaign> {
    const campaign = await this.get(botId, id)
    if (campaign.status === 'running') return campaign
    await this.mayDo(botId, id, 'resume')
    if (campaign.started_at === null) return this.begin(botId, campaign, this.stillToCome(campaign), caller)
    await this.sources.db.transaction(async tx => {
      await this.run(tx, botId, campaign, ['paused', 'failed'])
      await this.record(tx, botId, id, caller, 'campaign.resumed', null)
    })
    return this.done(botId, id)
  }

  async cancel(botId: string, id: number, caller: Caller): Promise<Campaign> {
    const campaign = await this.get(botId, id)
    if (campaign.status === 'cancelled') return campaign
    await this.mayDo(botId, id, 'cancel')
    await this.sources.db.transaction(async tx => {
      await closeLane(tx, ownerOf(id))
      await this.move(tx, botId, campaign, [campaign.status], {
        status: 'cancelled',
        completedAt: this.now()
      })
      await this.record(tx, botId, id, caller, 'campaign.cancelled', { not_sent: campaign.counts.pending })
    })
    // Should the process die here, the rows that are left are cancelled by the job.
    await cancelPending(this.sources.db, ownerOf(id), CANCELLED)
    return this.done(botId, id)
  }

  async retryFailed(
    botId: string,
    id: number,
    codes: readonly string[] | undefined,
    caller: Caller
  ): Promise<number> {
    await this.mayDo(botId, id, 'retry')
    const retried = await retryFailed(this.sources.db, ownerOf(id), { codes })
    await this.reopen(botId, id, caller, 'campaign.failed_retried', { retried, codes })
    return retried
  }

  async decideUnconfirmed(
    botId: string,
    id: number,
    action: 'retry' | 'assume_delivered',
    ids: readonly number[] | undefined,
    caller: Caller
  ): Promise<number> {
    await this.mayDo(botId, id, 'retry')
    const decided = await decideUnconfirmed(this.sources.db, ownerOf(id), action, ids)
    await this.reopen(botId, id, caller, 'campaign.unconfirmed_decided', { action, decided })
    return decided
  }

  /** Throws unless the campaign is in a state that allows it; says which state and what is allowed. */
  async mayDo(botId: string, id: number, action: Action): Promise<Campaign> {
    const campaign = await this.get(botId, id)
    if (!allows(campaign.status, action)) throw notInThisState(campaign.status, action)
    return campaign
  }

  /** A campaign that had ended and owes something again is running again. */
  async takeUp(botId: string, id: number): Promise<void> {
    await this.sources.db.transaction(tx => this.runAgain(tx, botId, id))
    this.sources.changed(botId, id)
  }

  /**
   * People came in by a file. A campaign that runs sends to them too; one that had ended stands still until somebody
   * says that they are to be written to.
   */
  async peopleAdded(
    botId: string,
    id: number,
    added: { import_id: number | null; rows: number; accepted: number },
    caller: Caller
  ): Promise<void> {
    const { db, changed } = this.sources
    await db.transaction(async tx => {
      const owes = ((await readLane(tx, ownerOf(id), true))?.tally.pending ?? 0) > 0
      const reason = {
        code: 'people_added',
        detail: 'People were added after its end. Resume it to write to them.'
      }
      if (owes)
        await moveStatus(tx, botId, id, ['completed'], { status: 'paused', reason, completedAt: null })
      await this.record(tx, botId, id, caller, 'campaign.uploaded', added)
    })
    changed(botId, id)
  }

  private async begin(
    botId: string,
    campaign: Campaign,
    at: string | undefined,
    caller: Caller
  ): Promise<Campaign> {
    const { id } = campaign
    const frozen = await this.sources.preflight(botId, campaign)
    const fields = { ...fieldsOf(campaign), ...frozen, scheduled_at: at ?? campaign.scheduled_at }
    await this.sources.db.transaction(async tx => {
      await saveFields(tx, botId, id, fields)
      const action = at ? 'campaign.scheduled' : 'campaign.started'
      await this.record(tx, botId, id, caller, action, at ? { scheduled_at: at } : null)
      if (at) await this.move(tx, botId, campaign, [campaign.status], { status: 'scheduled' })
      else await this.run(tx, botId, campaign, [campaign.status])
    })
    return this.done(botId, id)
  }

  private stillToCome({ scheduled_at }: Campaign): string | undefined {
    return scheduled_at !== null && Date.parse(scheduled_at) > this.now() ? scheduled_at : undefined
  }

  private async reopen(
    botId: string,
    id: number,
    caller: Caller,
    action: string,
    details: unknown
  ): Promise<void> {
    await this.sources.db.transaction(async tx => {
      await this.runAgain(tx, botId, id)
      await this.record(tx, botId, id, caller, action, details)
    })
    this.sources.changed(botId, id)
  }

  private async runAgain(tx: Database, botId: string, id: number): Promise<void> {
    const campaign = await findCampaign(tx, botId, id)
    const lane = await readLane(tx, ownerOf(id), true)
    const owes = (lane?.tally.pending ?? 0) > 0
    if (campaign && owes && (campaign.status === 'completed' || campaign.status === 'failed')) {
      await this.run(tx, botId, campaign, ['completed', 'failed'])
    }
  }

  private async insert(
    botId: string,
    fields: CampaignFields,
    caller: Caller,
    action: string
  ): Promise<Campaign> {
    const id = await this.sources.db.transaction(async tx => {
      const created = await insertCampaign(tx, botId, fields, caller.email)
      await putLane(tx, laneOf(botId, created, fields))
      await this.record(tx, botId, created, caller, action, { name: fields.name })
      return created
    })
    return this.done(botId, id)
  }

  private async run(
    tx: Database,
    botId: string,
    campaign: Campaign,
    from: readonly CampaignStatus[]
  ): Promise<void> {
    await this.move(tx, botId, campaign, from, {
      status: 'running',
      startedAt: this.now(),
      completedAt: null
    })
    await openLane(tx, ownerOf(campaign.id))
  }

  private async move(
    tx: Database,
    botId: string,
    { id }: Campaign,
    from: readonly CampaignStatus[],
    change: StatusChange
  ): Promise<void> {
    if ((await moveStatus(tx, botId, id, from, change)) === 0) {
      throw conflict(`Somebody else has changed campaign ${id} at the same moment. Look at it again.`)
    }
  }

  private record(tx: Database, botId: string, id: number, caller: Caller, action: string, details: unknown) {
    return this.sources.audit.record(tx, botId, caller, {
      action,
      subject_type: 'campaign',
      subject_id: String(id),
      details
    })
  }

  private done(botId: string, id: number): Promise<Campaign> {
    this.sources.changed(botId, id)
    return this.get(botId, id)
  }

  private now(): number {
    return this.sources.calendar.now()
  }
}

const fieldsOf = (campaign: Campaign): CampaignFields => {
  const { id, status, status_reason, counts, created_at, created_by, started_at, completed_at, ...fields } =
    campaign
  return fields
}

const laneOf = (botId: string, id: number, fields: CampaignFields) => ({
  owner: ownerOf(id),
  botId,
  channel: 'whatsapp',
  pace: {
    batch_size: fields.batch_size,
    batch_interval_ms: fields.batch_interval_ms,
    concurrency: fields.concurrency,
    max_retries: fields.max_retries,
    retry_backoff_ms: fields.retry_backoff_ms,
    max_error_rate: fields.max_error_rate,
    max_consecutive_errors: fields.max_consecutive_errors
  }
})
