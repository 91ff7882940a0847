import type { Inbox, ReplyReaction } from '../inbox'
import type { StoredLead, TimelineSource } from '../leads'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import { eventRoutes } from './events/routes'
import { verdictsJob } from './events/settle'
import { forgetEvents } from './events/store'
import { eventEntries } from './events/timeline'
import { whatsappReplies, type PlacesOf } from './replies'

export interface EngagementContext {
  db: Database
  calendar: Calendar
  inbox: Pick<Inbox, 'poke'>
}

export interface EngagementCapability {
  /** Those of the panel. */
  routes: AnyRoute[]
  /** What a reply on WhatsApp means for the lead who wrote it: for `takeReplies`. */
  replies: ReplyReaction
  /** What happened to a lead. */
  timeline: TimelineSource
  /** A person is forgotten. */
  forget(botId: string, lead: StoredLead): Promise<void>
  jobsFor(botId: string): Job[]
  /** Which step of which sequence a message was: said by the sequences. While the module is wired. */
  readPlacesFrom(placesOf: PlacesOf): void
}

/** Puts the parts of engagement together. */
export const createEngagement = (context: EngagementContext): EngagementCapability => {
  const { db, calendar } = context
  let placesFrom: PlacesOf = async () => new Map()
  const placesOf: PlacesOf = (tx, botId, messageIds) => placesFrom(tx, botId, messageIds)
  return {
    routes: eventRoutes(db),
    replies: whatsappReplies(calendar, placesOf),
    timeline: eventEntries(db),
    forget: (botId, lead) => forgetEvents(db, botId, lead.id),
    jobsFor: botId => [verdictsJob(context, botId)],
    readPlacesFrom(source) {
      placesFrom = source
    }
  }
}
