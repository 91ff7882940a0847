import type { Logger } from 'botpress/sdk'
import { engagementEvent } from '../engagement'
import type { Inbox } from '../inbox'
import type { LeadsCapability } from '../leads'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { Host } from '../platform/host'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import type { SequencesCapability } from '../sequences'
import { createScores, type Scores } from './scores/scores'

export interface NurturingContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'on' | 'onErrand' | 'poke'>
  leads: LeadsCapability
  sequences: SequencesCapability
  bp: Pick<Host, 'events' | 'IO' | 'messaging' | 'users'>
  logger: Logger
  /** The bot's own number on WhatsApp, digits only; null: it has none. */
  numberOf(botId: string): Promise<string | null>
  /** Whether webhooks may call addresses of this machine's own net. */
  allowsPrivate(botId: string): Promise<boolean>
  /** Something that people may be looking at has changed. */
  changed(botId: string): void
}

export interface NurturingCapability {
  routes: AnyRoute[]
  /** What leads have earned, and who qualifies by it. */
  scores: Scores
  jobsFor(botId: string): Job[]
}

/** Puts the parts of nurturing together. Reacts to events behind the sequences: see `createScores`. */
export const createNurturing = (context: NurturingContext): NurturingCapability => {
  const scores = createScores(context)
  context.inbox.on(engagementEvent, scores.events)
  return {
    routes: scores.routes,
    scores,
    jobsFor: botId => scores.jobsFor(botId)
  }
}
