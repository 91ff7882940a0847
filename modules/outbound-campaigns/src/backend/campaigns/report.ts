import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { toIso } from '../platform/database/values'
import type { SettingsService } from '../platform/settings/settings'
import { opensAt } from '../platform/window'
import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import { knownError } from '../channels/whatsapp/errors'
import {
  costsOf,
  peek,
  readLane,
  reasonCounts,
  timeline,
  type Lane,
  type ReasonCount,
  type Waiting
} from '../outbox'
import { ownerOf } from './campaigns'
import { estimatedEnd, speedOf } from './eta'
import { senderLimits } from './planner'
import type { Report } from './report-schema'
import type { Campaign, Counts } from './schema'
import { waitingFor } from './waiting'

export interface ReportSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  channel: WhatsAppChannel
}

/** What became of a campaign. It reads what was kept along the way and counts nothing: a million people cost no more than ten. */
export class Reports {
  constructor(private readonly sources: ReportSources) {}

  async of(botId: string, campaign: Campaign): Promise<Report> {
    const { db, calendar } = this.sources
    const owner = ownerOf(campaign.id)
    const lane = await readLane(db, owner)
    const { facts, senderPerSecond } = await this.facts(botId, campaign)
    const now = calendar.now()
    return {
      campaign_id: campaign.id,
      name: campaign.name,
      status: campaign.status,
      counts: campaign.counts,
      engagement: lane?.engagement ?? { replied: 0, opted_out: 0 },
      rates: ratesOf(campaign.counts, lane),
      cost: await costsOf(db, owner),
      errors: (await reasonCounts(db, owner)).map(reason => ({
        ...reason,
        reason: explain(reason)
      })),
      timeline: (await timeline(db, owner)).map(point => ({ ...point, at: toIso(point.at) })),
      next_batch_at: nextBatch(campaign, lane, facts.lane),
      eta: eta(campaign, lane, senderPerSecond, now),
      waiting_for: waitingFor(campaign, facts)
    }
  }

  private async facts(botId: string, campaign: Campaign) {
    const { db, calendar, channel, settings } = this.sources
    const current = await settings.of(botId)
    const senderPerSecond = current.sender_rate_per_second
    if (campaign.status !== 'running') {
      return { facts: { channel: null, windowOpensAt: null, lane: null }, senderPerSecond }
    }
    const open = await channel.open(botId)
    const limits = open.kind === 'ready' ? senderLimits(open.channel.sender, current) : null
    return {
      facts: {
        channel: open.kind === 'not_ready' ? open.reason : null,
        windowOpensAt: opensAt(campaign.send_window, campaign.timezone, calendar.now()),
        lane: limits && (await peek(db, ownerOf(campaign.id), limits))
      },
      senderPerSecond
    }
  }
}

const OWN_REASONS: Record<string, string> = {
  suppressed: 'This person has opted out.',
  frequency_cap: 'This person has had as many messages lately as the settings allow.',
  outcome_lost: 'The server stopped while the message was on its way. It may or may not have been sent.',
  driver_fault: 'The channel failed in the middle of a send.',
  missing_variable: 'The row has nothing for one of the variables.',
  cancelled: 'The campaign was cancelled before this message was sent.',
  assumed_delivered: 'Somebody decided to count it as delivered.'
}

const explain = ({ code }: ReasonCount): string => OWN_REASONS[code] ?? knownError(code).says

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const ratesOf = (counts: Counts, lane: Lane | undefined): Report['rates'] => {
  const arrived = counts.delivered + counts.read
  const accepted = counts.sent + arrived
  const ended = accepted + counts.failed
  return {
    delivered: share(arrived, ended),
    read: share(counts.read, ended),
    replied: share(lane?.engagement.replied ?? 0, ended),
    failed: share(counts.failed, ended)
  }
}

const nextBatch = ({ status }: Campaign, lane: Lane | undefined, waiting: Waiting | null): string | null => {
  if (status !== 'running' || !lane || lane.batch.startedAt === null) return null
  return waiting?.code === 'batch' && waiting.until !== null ? toIso(waiting.until) : null
}

const eta = (
  campaign: Campaign,
  lane: Lane | undefined,
  senderPerSecond: number,
  now: number
): string | null => {
  if (campaign.status !== 'running' || !lane) return null
  const speed = speedOf({
    batchSize: lane.batch_size,
    batchIntervalMs: lane.batch_interval_ms,
    senderPerSecond
  })
  const end = estimatedEnd(lane.tally.pending, speed, campaign.send_window, campaign.timezone, now)
  return end === null ? null : toIso(end)
}
