import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import { stopWordObeyed } from '../compliance'
import type { Inbox } from '../inbox'
import { personsOf, type LeadsCapability } from '../leads'
import type { Owner, Planner } from '../outbox'
import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { confirmStopWords } from './confirmation'
import { forgetOwed } from './forget'
import { SinglesJob } from './job'
import { SinglePlanner } from './planner'
import { singleRoutes } from './routes'
import { Singles } from './singles'

export interface SinglesContext {
  db: Database
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'on'>
  whatsapp: WhatsAppChannel
  leads: Pick<LeadsCapability, 'leads' | 'onForget'>
  statusAddress(botId: string): Promise<string | null>
  /** Something of this lane is to be sent. */
  owed(botId: string, owner: Owner): void
}

export interface SinglesCapability {
  routes: AnyRoute[]
  planner: Planner
  singles: Singles
  jobsFor(botId: string): Job[]
}

/** Puts the parts of single messages together. */
export const createSingles = (context: SinglesContext): SinglesCapability => {
  const { db, settings, inbox, leads, owed } = context
  const singles = new Singles(context)
  inbox.on(stopWordObeyed, confirmStopWords(settings, owed))
  leads.onForget((botId, lead) => forgetOwed(db, botId, personsOf(lead)))
  return {
    routes: singleRoutes({ singles, leads: leads.leads }),
    planner: new SinglePlanner(context),
    singles,
    jobsFor: botId => [new SinglesJob(botId, context)]
  }
}
