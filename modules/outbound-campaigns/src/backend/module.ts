import { version } from '../../package.json'
import { Audit } from './platform/audit/audit'
import { auditRoutes } from './platform/audit/routes'
import { Database } from './platform/database/database'
import { migrate } from './platform/database/migrate'
import { migrations } from './platform/database/schema'
import { MODULE_NAME, type Host } from './platform/host'
import { openApiRoute } from './platform/http/openapi'
import type { AnyRoute } from './platform/http/route'
import { serve, serveNotFound } from './platform/http/serve'
import { MountedBots } from './platform/mounted-bots'
import { settingsRoutes } from './platform/settings/routes'
import { SettingsService } from './platform/settings/settings'
import { statusRoutes } from './status/routes'

/**
 * The module while it runs: everything that was started, so that everything can be stopped. Made in `onServerStarted`,
 * gone after `onModuleUnmount`; a reload makes a new one.
 */
export class OutboundCampaigns {
  private readonly db: Database
  private readonly bots: MountedBots

  private constructor(private readonly host: Host) {
    this.db = new Database(host.database)
    this.bots = new MountedBots(async () => [], host.logger)
  }

  /** Brings the schema up to date. A failure here makes Botpress skip the module, which is right: it has no tables. */
  static async start(host: Host): Promise<OutboundCampaigns> {
    const module = new OutboundCampaigns(host)
    await migrate(module.db, migrations)
    return module
  }

  /** Opens the addresses. */
  serve(): void {
    const audit = new Audit(this.db)
    const settings = new SettingsService(this.db, audit)
    const { host, db, bots } = this
    const routes: AnyRoute[] = [
      ...statusRoutes({ host, db, bots, settings, version }),
      ...settingsRoutes(settings),
      ...auditRoutes(audit)
    ]
    // Reading needs `read` on the module and everything else `write`. Botpress's body parsers are off: see http/body.ts.
    const router = host.http.createRouterForBot(MODULE_NAME, {
      checkAuthentication: true,
      checkMethodPermissions: true,
      enableJsonBodyParser: false,
      enableUrlEncoderBodyParser: false
    })
    serve(router, [...routes, openApiRoute(routes, version)], {
      botExists: botId => bots.has(botId),
      onFault: (fault, where) => host.logger.attachError(fault).error(`${where} failed.`)
    })
    serveNotFound(router)
  }

  mountBot(botId: string): Promise<void> {
    return this.bots.mount(botId)
  }

  unmountBot(botId: string): Promise<void> {
    return this.bots.unmount(botId)
  }

  /** Old routers keep answering after a reload unless they are taken down here. */
  async stop(): Promise<void> {
    this.host.http.deleteRouterForBot(MODULE_NAME)
    await this.bots.unmountAll()
  }
}
