import type { Inbox } from '../inbox'
import type { Owner, Reason } from '../outbox'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { PublicRoute } from '../platform/http/public-route'
import type { Links } from '../platform/links/links'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import type { ConsentOf } from './evidence/collect'
import { evidenceJob, evidenceRoutes } from './evidence/evidence'
import { mindMishaps, type Happening } from './guard/mishaps'
import { guardrailRoutes, type GuardedOf } from './guard/shown'
import { hearOf, mishapHeard } from './guard/told'
import { optOutRoutes } from './list/routes'
import type { AddressBook } from './opt-outs'
import { UnsubscribeLinks, type LinkFor } from './unsubscribe/links'
import { unsubscribeRoutes } from './unsubscribe/routes'

export interface ComplianceContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'poke' | 'on'>
  links: Links
  /** Told by the leads, which use compliance themselves. */
  book: AddressBook
  /** On which basis people are written to: told by the leads as well. */
  consentOf: ConsentOf
  /** A lane was closed for too many bounces or complaints: whoever owns it stands still with this reason. */
  stop(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void>
  /** How a bot is called; undefined: there is none of this id. */
  botName(botId: string): Promise<string | undefined>
  /** Where the module's public addresses begin on this server; null: nobody knows yet. */
  publicBase(): Promise<string | null>
  /** Something changed that people may be looking at. */
  changed(botId: string): void
}

export interface ComplianceCapability {
  routes: AnyRoute[]
  publicRoutes: PublicRoute[]
  /** The link by which whoever gets a message says that they want no more; null: where it would lead is not known. */
  unsubscribeUrl(botId: string, to: LinkFor): Promise<string | null>
  /** Events whose verdict is final: what is to be minded of them is passed on. For the inbox. */
  hearOf(tx: Database, botId: string, facts: ReadonlyArray<{ id: number; body: Happening }>): Promise<void>
  /** What follows from them, in a transaction that holds nothing yet. */
  mindEvents(tx: Database, botId: string, facts: ReadonlyArray<{ body: Happening }>): Promise<void>
  /** What is held back and used up, told by whoever sends. While the module is wired. */
  readGuardedFrom(guardedOf: GuardedOf): void
  jobsFor(botId: string): Job[]
}

/** Puts the parts of compliance together. */
export const createCompliance = (context: ComplianceContext): ComplianceCapability => {
  const { settings, botName } = context
  const links = new UnsubscribeLinks(context)
  const mindEvents = mindMishaps(context)
  let guardedFrom: GuardedOf = async () => ({ held: [], caps: [] })
  context.inbox.on(mishapHeard, mindEvents)
  return {
    routes: [
      ...optOutRoutes(context),
      ...evidenceRoutes(context),
      ...guardrailRoutes({ ...context, guardedOf: botId => guardedFrom(botId) })
    ],
    publicRoutes: unsubscribeRoutes({
      ...context,
      links,
      async botOf(botId) {
        const name = await botName(botId)
        return name === undefined ? undefined : { name, language: (await settings.of(botId)).language }
      }
    }),
    unsubscribeUrl: (botId, to) => links.urlFor(botId, to),
    hearOf,
    mindEvents,
    readGuardedFrom(guardedOf) {
      guardedFrom = guardedOf
    },
    jobsFor: botId => [evidenceJob(context, botId)]
  }
}
