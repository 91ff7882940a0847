import type { KnexExtended } from 'botpress/sdk'
import { Inbox } from '../../inbox'
import { keepingLogger } from '../../inbox/testing/sent-messages'
import { Audit } from '../../platform/audit/audit'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { SettingsService } from '../../platform/settings/settings'
import { createLeads, type LeadsCapability } from '../capability'
import type { AnyRoute } from '../../platform/http/route'

/** For tests: the leads with everything they stand on, on a real database. */
export interface LeadsBench extends LeadsCapability {
  db: Database
  inbox: Inbox
  /** What the routes' handlers answer, as if they had been called. */
  handler(method: string, path: string): AnyRoute['handle']
}

export const BOT = 'demo'
export const CALLER = { email: 'ana@example.com' }

export const leadsBench = async (knex: KnexExtended): Promise<LeadsBench> => {
  const db = new Database(knex)
  await migrate(db, migrations)
  const audit = new Audit(db)
  const inbox = new Inbox(db, keepingLogger().logger)
  const calendar = { now: () => Date.now() }
  const settings = new SettingsService(db, audit)
  const capability = createLeads({ db, calendar, settings, audit, inbox, changed: () => undefined })
  return {
    ...capability,
    db,
    inbox,
    handler(method, path) {
      const found = capability.routes.find(route => route.method === method && route.path === path)
      if (!found) throw new Error(`There is no ${method} ${path}.`)
      return found.handle
    }
  }
}
