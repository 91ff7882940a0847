import type { Logger } from 'botpress/sdk'
import type { Inbox } from '../inbox'
import type { LeadsCapability } from '../leads'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import type { SequencesCapability } from '../sequences'

export interface NurturingContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Inbox
  leads: LeadsCapability
  sequences: SequencesCapability
  logger: Logger
  /** Whether webhooks may call addresses of this machine's own net. */
  allowsPrivate(botId: string): Promise<boolean>
  /** Something that people may be looking at has changed. */
  changed(botId: string): void
}

export interface NurturingCapability {
  routes: AnyRoute[]
  jobsFor(botId: string): Job[]
}

/** Puts the parts of nurturing together. */
export const createNurturing = (_context: NurturingContext): NurturingCapability => ({
  routes: [],
  jobsFor: () => []
})
