import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { toIso } from '../platform/database/values'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { opensAt } from '../platform/window'
import { prospectsOf, type Prospect, type Reason, type Waiting } from '../outbox'
import { ownerOf } from './campaigns'
import { endOf } from './eta'
import type { Outlook } from './outlook-schema'
import { numberLimits } from '../channels/whatsapp/limits'
import type { Campaign } from './schema'
import { waitingFor, type WaitingFacts } from './waiting'

export interface OutlookSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  channel: {
    open(
      botId: string
    ): Promise<{ kind: 'ready'; channel: { sender: string } } | { kind: 'not_ready'; reason: Reason }>
  }
}

/** What a campaign that isn't running waits for stands in its own row. */
const STANDING: WaitingFacts = { channel: null, windowOpensAt: null, lane: null }

/**
 * What lies before campaigns: what each waits for, and when it will be over. Asked for all of them at once, so that a
 * list costs hardly more than one report.
 */
export class Outlooks {
  constructor(private readonly sources: OutlookSources) {}

  async of(botId: string, campaigns: readonly Campaign[]): Promise<(campaign: Campaign) => Outlook> {
    const now = this.sources.calendar.now()
    const running = campaigns.filter(({ status }) => status === 'running')
    if (running.length === 0) return campaign => standing(campaign)
    const settings = await this.sources.settings.of(botId)
    const opened = await this.sources.channel.open(botId)
    if (opened.kind === 'not_ready') {
      return campaign =>
        campaign.status === 'running' ? blocked(campaign, opened.reason, now) : standing(campaign)
    }
    const limits = numberLimits(opened.channel.sender, settings)
    const owners = running.map(({ id }) => ownerOf(id))
    const prospects = await prospectsOf(this.sources.db, owners, limits)
    // The outbox goes by the database's time, which the sandbox's calendar doesn't move: told are times of the calendar.
    const ahead = now - prospects.now
    return campaign => {
      const prospect = prospects.of(ownerOf(campaign.id))
      return campaign.status === 'running' && prospect
        ? underWay(campaign, byCalendar(prospect, ahead), settings, now)
        : standing(campaign)
    }
  }
}

const byCalendar = (prospect: Prospect, ahead: number): Prospect => ({
  ...prospect,
  waiting: prospect.waiting && {
    ...prospect.waiting,
    until: prospect.waiting.until === null ? null : prospect.waiting.until + ahead
  },
  lastDue: prospect.lastDue === null ? null : prospect.lastDue + ahead
})

const standing = (campaign: Campaign): Outlook => ({
  next_batch_at: null,
  eta: null,
  waiting_for: waitingFor(campaign, STANDING)
})

/** It would send if it could: nobody can say when. */
const blocked = (campaign: Campaign, reason: Reason, now: number): Outlook => ({
  next_batch_at: null,
  eta: null,
  waiting_for: waitingFor(campaign, {
    channel: reason,
    windowOpensAt: opensAt(campaign.send_window, campaign.timezone, now),
    lane: null
  })
})

const underWay = (campaign: Campaign, prospect: Prospect, settings: Settings, now: number): Outlook => {
  const { waiting } = prospect
  const end = endOf({
    owed: campaign.counts.pending,
    speed: {
      batchSize: campaign.batch_size,
      batchIntervalMs: campaign.batch_interval_ms,
      senderPerSecond: settings.sender_rate_per_second
    },
    window: campaign.send_window,
    zone: campaign.timezone,
    now,
    heldUntil: waiting?.until ?? null,
    lastDue: prospect.lastDue,
    people: { left: prospect.peopleLeft, perDay: settings.daily_unique_limit }
  })
  return {
    next_batch_at: nextBatch(waiting),
    eta: end === null ? null : toIso(end),
    waiting_for: waitingFor(campaign, {
      channel: null,
      windowOpensAt: opensAt(campaign.send_window, campaign.timezone, now),
      lane: waiting
    })
  }
}

const nextBatch = (waiting: Waiting | null): string | null =>
  waiting?.code === 'batch' && waiting.until !== null ? toIso(waiting.until) : null
