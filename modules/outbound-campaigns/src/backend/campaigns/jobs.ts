import type { Logger } from 'botpress/sdk'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { Problem } from '../platform/http/problem'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { cancelPending } from '../outbox'
import { CANCELLED, ownerOf, type Campaigns } from './campaigns'
import type { CampaignReactions } from './reactions'
import { cancelledWithOwed, dueCampaigns, halfDeleted, moveStatus } from './store'
import type { Campaign } from './schema'
import { loggerOfBot, say } from '../platform/log/say'

/** A start this late was missed: the server was down, not merely busy. */
const MISSED_AFTER_MS = 5 * 60_000
const MODULE = { email: null }

export interface CampaignJobSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  campaigns: Campaigns
  reactions: CampaignReactions
  logger: Logger
  changed(botId: string, campaignId: number): void
}

/**
 * What campaigns do by themselves: start when their time has come, and finish a cancellation or a deletion that a kill
 * interrupted, and find out that a failed one did not fail.
 */
export class CampaignJobs implements Job {
  readonly name = 'campaigns'

  constructor(
    private readonly botId: string,
    private readonly sources: CampaignJobSources
  ) {}

  async run(): Promise<number | null> {
    const { db, calendar, campaigns, reactions } = this.sources
    for (const campaign of await dueCampaigns(db, this.botId, calendar.now())) await this.startDue(campaign)
    for (const id of await cancelledWithOwed(db, this.botId)) await cancelPending(db, ownerOf(id), CANCELLED)
    await reactions.reconsider(db, this.botId)
    for (const id of await halfDeleted(db, this.botId)) await campaigns.finishDeleting(this.botId, id)
    return null
  }

  private async startDue(campaign: Campaign): Promise<void> {
    const { calendar, settings, campaigns } = this.sources
    const lateBy = calendar.now() - Date.parse(campaign.scheduled_at ?? '')
    const { missed_start } = await settings.of(this.botId)
    if (lateBy > MISSED_AFTER_MS && missed_start === 'wait') {
      await this.hold(campaign, {
        code: 'missed_start',
        detail: `Its start at ${campaign.scheduled_at} was missed while the server was down. Resume it to send now.`
      })
      return
    }
    try {
      await campaigns.start(this.botId, campaign.id, undefined, MODULE)
    } catch (err) {
      if (!(err instanceof Problem)) throw err
      // Another node may have started it: then there is nothing left to hold.
      await this.hold(campaign, { code: 'start_refused', detail: err.detail })
    }
  }

  private async hold(campaign: Campaign, reason: { code: string; detail: string }): Promise<void> {
    const { db, audit, logger, changed } = this.sources
    await db.transaction(async tx => {
      const moved = await moveStatus(tx, this.botId, campaign.id, ['scheduled'], { status: 'paused', reason })
      if (moved === 0) return
      await audit.record(tx, this.botId, MODULE, {
        action: 'campaign.paused',
        subject_type: 'campaign',
        subject_id: String(campaign.id),
        details: reason
      })
    })
    say(loggerOfBot(logger, this.botId), 'campaign.not_started', { campaign: campaign.id, code: reason.code })
    changed(this.botId, campaign.id)
  }
}
