import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { toIso } from '../platform/database/values'
import { knownError } from '../channels/whatsapp/errors'
import { costsOf, readLane, reasonCounts, timeline, type Lane, type ReasonCount } from '../outbox'
import { ownerOf } from './campaigns'
import type { Outlooks } from './outlook'
import type { Report } from './report-schema'
import type { Campaign, Counts } from './schema'

export interface ReportSources {
  db: Database
  calendar: Calendar
  outlooks: Outlooks
}

/** What became of a campaign. It reads what was kept along the way and counts nothing: a million people cost no more than ten. */
export class Reports {
  constructor(private readonly sources: ReportSources) {}

  async of(botId: string, campaign: Campaign): Promise<Report> {
    const { db, calendar, outlooks } = this.sources
    const owner = ownerOf(campaign.id)
    const lane = await readLane(db, owner)
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
      ...(await outlooks.of(botId, [campaign]))(campaign),
      now: toIso(calendar.now())
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
