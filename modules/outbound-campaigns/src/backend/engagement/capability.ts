import type { Logger } from 'botpress/sdk'
import type { Inbox, ReplyReaction, WebhookWatch } from '../inbox'
import type { LastActivities, StoredLead, TimelineSource } from '../leads'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { ModuleConfig } from '../platform/config'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { PublicRoute } from '../platform/http/public-route'
import type { Links } from '../platform/links/links'
import { readSecret } from '../platform/links/secrets'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { arrivals, type Arrivals } from './arrivals'
import { lastActivities } from './events/last-activities'
import { EventsRetention } from './events/retention'
import { eventRoutes } from './events/routes'
import { verdictsJob } from './events/settle'
import { forgetEvents } from './events/store'
import { eventEntries } from './events/timeline'
import { EngagementPoll, NOBODY, type AskedNow, type WatchedLeads } from './poll/poll'
import { engagementEvent } from './events/event'
import type { Fetch } from './fetch'
import { whatsappReplies, type PlacesOf } from './replies'
import { keyRoutes, reportedRoutes } from './reported/routes'
import { engagementTold, recordTold } from './reported/told'
import { sesAddress, sesRoutes } from './ses/routes'
import { trackingRoutes } from './tracking/routes'
import { Tracking } from './tracking/tracking'
import { recordVisits, visited } from './tracking/visited'

export interface EngagementContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'on' | 'poke' | 'receive'>
  links: Links
  logger: Logger
  /** Where the module's public addresses begin; null until they are open. */
  publicBase(): Promise<string | null>
  configOf(botId: string): Promise<Pick<ModuleConfig, 'sesTopics' | 'engagementApiUrl'>>
  /** Asks a server whose address the bot's configuration holds, and that may be none of this machine's own. */
  fetch(botId: string, address: string): ReturnType<Fetch>
  /** Asks Amazon. */
  fetchFromAmazon: Fetch
  watchWebhooks?: WebhookWatch
}

export interface EngagementCapability {
  /** Those of the panel. */
  routes: AnyRoute[]
  publicRoutes: PublicRoute[]
  /** What makes mails tell that they are opened and clicked. */
  tracking: Tracking
  /** What a reply on WhatsApp means for the lead who wrote it: for `takeReplies`. */
  replies: ReplyReaction
  /** What reports on messages mean for their leads: in the transaction that writes the reports down. */
  arrivals: Arrivals
  /** What happened to a lead. */
  timeline: TimelineSource
  /** What each of some leads did last. */
  lastActivities: LastActivities
  /** A person is forgotten. */
  forget(botId: string, lead: StoredLead): Promise<void>
  jobsFor(botId: string): Job[]
  /** Asks the engagement API at once about everybody whose turn it is, for so long at most; null: there is none. */
  askNow(botId: string, forMs: number): Promise<AskedNow | null>
  /** When a bot is unmounted: resolves once nothing of it is under way. */
  release(botId: string): Promise<void>
  /** The address that Amazon is given for what SES tells. */
  sesAddressOf(base: string, botId: string): Promise<string>
  /** Which step of which sequence a message was: said by the sequences. While the module is wired. */
  readPlacesFrom(placesOf: PlacesOf): void
  /** Whom the engagement API is asked about. While the module is wired. */
  watchLeadsOf(watched: WatchedLeads): void
}

const NOTHING_CONFIGURED = { sesTopics: '', engagementApiUrl: '' }

/** Puts the parts of engagement together. */
export const createEngagement = (context: EngagementContext): EngagementCapability => {
  const { db, calendar, settings, inbox, links } = context
  // A configuration that can't be read says so where channels are shown; here it names nothing.
  const configOf = (botId: string) => context.configOf(botId).catch(() => NOTHING_CONFIGURED)
  let placesFrom: PlacesOf = async () => new Map()
  let watchedFrom: WatchedLeads = NOBODY
  const placesOf: PlacesOf = async (tx, botId, messageIds) =>
    messageIds.length === 0 ? new Map() : placesFrom(tx, botId, messageIds)
  const secret = originsSecret(db)
  const polls = new Map<string, EngagementPoll>()

  // Where nobody else listens, nothing would ever take them out of the inbox again.
  inbox.on(engagementEvent, async () => undefined)
  inbox.on(visited, recordVisits({ settings, placesOf }))
  inbox.on(engagementTold, recordTold({ settings, placesOf }))
  return {
    routes: [...eventRoutes(db), ...keyRoutes(context)],
    publicRoutes: [
      ...trackingRoutes({ ...context, secret }),
      ...reportedRoutes(context),
      ...sesRoutes({
        ...context,
        secret,
        topicsOf: async botId => (await configOf(botId)).sesTopics.split(/[\s,]+/).filter(Boolean),
        fetch: context.fetchFromAmazon,
        watch: context.watchWebhooks
      })
    ],
    tracking: new Tracking(context),
    replies: whatsappReplies(calendar, placesOf),
    arrivals: arrivals({ calendar, placesOf }),
    timeline: eventEntries(db),
    lastActivities: lastActivities(db),
    forget: (botId, lead) => forgetEvents(db, botId, lead.id),
    jobsFor(botId) {
      const poll = new EngagementPoll(
        {
          ...context,
          urlOf: async bot => (await configOf(bot)).engagementApiUrl.trim(),
          fetch: address => context.fetch(botId, address),
          watched: () => watchedFrom
        },
        botId
      )
      polls.set(botId, poll)
      return [verdictsJob(context, botId), new EventsRetention(context, botId), poll]
    },
    askNow: async (botId, forMs) => (await polls.get(botId)?.askNow(forMs)) ?? null,
    async release(botId) {
      await polls.get(botId)?.stop()
      polls.delete(botId)
    },
    sesAddressOf: (base, botId) => sesAddress(links, base, botId),
    readPlacesFrom(source) {
      placesFrom = source
    },
    watchLeadsOf(source) {
      watchedFrom = source
    }
  }
}

/** For digests of addresses. It is the same on every node, and read once. */
const originsSecret = (db: Database): (() => Promise<string>) => {
  let known: string | undefined
  return async () => (known = known ?? (await readSecret(db, 'origins')).current)
}
