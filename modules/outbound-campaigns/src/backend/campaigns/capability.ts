import type { Logger } from 'botpress/sdk'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import type { KnownElsewhere, Planner } from '../outbox'
import type { Notifier } from '../notify'
import { Campaigns } from './campaigns'
import { StartCheck } from './check'
import { fromLeadsRoute } from './from-leads-route'
import { CampaignJobs } from './jobs'
import { TrialMessages } from './message'
import { peopleRoutes } from './people-routes'
import { CampaignPlanner } from './planner'
import { CampaignReactions } from './reactions'
import { Recipients } from './recipients'
import { ReconcileOnce, Reconciliation, reconcileRoute } from './reconciliation'
import { Outlooks } from './outlook'
import { Reports } from './report'
import { RetentionJob } from './retention'
import { campaignRoutes } from './routes'

export interface CampaignsContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  channel: WhatsAppChannel
  notifier: Pick<Notifier, 'tell'>
  logger: Logger
  /** Whom the other capabilities know: what is known of them is not forgotten with a campaign. */
  knownElsewhere?: KnownElsewhere
  statusAddress(botId: string): Promise<string | null>
  changed(botId: string, campaignId: number): void
}

export interface CampaignsCapability {
  campaigns: Campaigns
  reactions: CampaignReactions
  planner: Planner
  routes: AnyRoute[]
  jobsFor(botId: string): Job[]
}

const nobody: KnownElsewhere = async () => new Set()

/** Puts the parts of campaigns together. */
export const createCampaigns = (context: CampaignsContext): CampaignsCapability => {
  const { db, calendar, settings, channel, notifier, statusAddress, changed } = context
  const check = new StartCheck({ db, channel })
  const campaigns = new Campaigns({
    ...context,
    preflight: (botId, campaign) => check.orThrow(botId, campaign)
  })
  const reactions = new CampaignReactions(calendar, settings, notifier, changed)
  const recipients = new Recipients({ ...context, campaigns })
  const trial = new TrialMessages({ db, settings, channel, check })
  const outlooks = new Outlooks({ db, calendar, settings, channel })
  const reports = new Reports({ db, calendar, outlooks })
  const reconciliation = new Reconciliation({ ...context, campaigns })
  return {
    campaigns,
    reactions,
    planner: new CampaignPlanner({ db, calendar, settings, channel, reactions, statusAddress }),
    routes: [
      ...campaignRoutes({ campaigns, reports, outlooks, check }),
      reconcileRoute(reconciliation),
      fromLeadsRoute({ db, settings, campaigns }),
      ...peopleRoutes({ ...context, campaigns, recipients, trial })
    ],
    // Counts are held against rows before anything of the bot moves.
    jobsFor: botId => [
      new ReconcileOnce(botId, reconciliation),
      new CampaignJobs(botId, { ...context, campaigns, reactions }),
      new RetentionJob(botId, { ...context, knownElsewhere: context.knownElsewhere ?? nobody })
    ]
  }
}
