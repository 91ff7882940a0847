import express from 'express'
import http from 'http'
import type { AddressInfo } from 'net'
import type { KnexExtended } from 'botpress/sdk'
import { Inbox } from '../../inbox'
import { keepingLogger } from '../../inbox/testing/sent-messages'
import { addressBook, consentOf } from '../../leads'
import { Audit } from '../../platform/audit/audit'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { toText } from '../../platform/database/values'
import { serve } from '../../platform/http/serve'
import { servePublic } from '../../platform/http/serve-public'
import { Links } from '../../platform/links/links'
import { SettingsService } from '../../platform/settings/settings'
import { createCompliance, type ComplianceCapability } from '../capability'
import { personSuppressed } from '../suppressed'

/** Compliance behind a real HTTP server and on a real database, as the module puts it together. */
export interface ComplianceServer {
  db: Database
  links: Links
  settings: SettingsService
  audit: Audit
  compliance: ComplianceCapability
  /** Faults of ours: there must be none. */
  faults: unknown[]
  /** Whose lanes were stopped, and why. */
  stops: string[]
  /** What other capabilities were told, as `person channel`. */
  told(): Promise<string[]>
  url(address: string, bot?: string): string
  close(): Promise<void>
}

/** One of the databases that tests run on. */
interface EmptyDatabase {
  create(): Promise<{ knex: KnexExtended; destroy(): Promise<void> }>
}

export const startCompliance = async ({ create }: EmptyDatabase): Promise<ComplianceServer> => {
  const test = await create()
  const db = new Database(test.knex)
  await migrate(db, migrations)
  const { logger } = keepingLogger()
  const audit = new Audit(db)
  const settings = new SettingsService(db, audit)
  const links = new Links(db)
  const faults: unknown[] = []
  const stops: string[] = []

  const app = express()
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = (address: string, bot = 'demo') =>
    `${origin}/api/v1/bots/${bot}/mod/outbound-campaigns${address}`

  const compliance = createCompliance({
    db,
    settings,
    audit,
    inbox: new Inbox(db, logger),
    links,
    calendar: { now: () => Date.now() },
    book: addressBook,
    consentOf,
    stop: async (_tx, _botId, { type, id }, reason) => void stops.push(`${type} ${id}: ${reason.code}`),
    botName: async botId => (botId === 'demo' ? '<b>Café</b> & Co' : botId === 'other' ? 'Other' : undefined),
    publicBase: async () => url('', '___'),
    changed: () => undefined
  })
  const router = Object.assign(express.Router({ mergeParams: true }), { getPublicPath: async () => origin })
  const onFault = (fault: unknown) => faults.push(fault)
  servePublic(router, compliance.publicRoutes, { onFault })
  serve(router, compliance.routes, { botExists: bot => ['demo', 'other'].includes(bot), onFault })
  app.use('/api/v1/bots/:botId/mod/outbound-campaigns', router)

  return {
    db,
    links,
    settings,
    audit,
    compliance,
    faults,
    stops,
    url,
    async told() {
      const rows = await db.query('select body from outbound_inbox where kind = ? order by id', [
        personSuppressed.name
      ])
      return rows.map(row => {
        const { person, channel } = personSuppressed.body.parse(JSON.parse(toText(row.body)))
        return `${person} ${channel}`
      })
    },
    async close() {
      await new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await test.destroy()
    }
  }
}
