import { version } from '../../package.json'
import { createCampaigns, type CampaignsCapability } from './campaigns'
import { WhatsAppChannel } from './channels/whatsapp/channel'
import { templatesRoutes } from './channels/whatsapp/routes'
import { Dispatcher } from './outbox'
import { Announcer } from './platform/announcer'
import { Audit } from './platform/audit/audit'
import { auditRoutes } from './platform/audit/routes'
import { calendarOf } from './platform/calendar'
import { Database } from './platform/database/database'
import { migrate } from './platform/database/migrate'
import { migrations } from './platform/database/schema'
import { MODULE_NAME, type Host } from './platform/host'
import { openApiRoute } from './platform/http/openapi'
import type { AnyRoute } from './platform/http/route'
import { serve, serveNotFound } from './platform/http/serve'
import { MountedBots } from './platform/mounted-bots'
import type { Job } from './platform/scheduler'
import { settingsRoutes } from './platform/settings/routes'
import { SettingsService } from './platform/settings/settings'
import { statusRoutes } from './status/routes'

/**
 * The module while it runs: everything that was started, so that everything can be stopped. Made in `onServerStarted`,
 * gone after `onModuleUnmount`; a reload makes a new one.
 */
export class OutboundCampaigns {
  private readonly db: Database
  private readonly audit: Audit
  private readonly settings: SettingsService
  private readonly channel: WhatsAppChannel
  private readonly announcer: Announcer
  private readonly campaigns: CampaignsCapability
  private readonly bots: MountedBots
  private readonly dispatchers = new Map<string, Dispatcher>()

  private constructor(private readonly host: Host) {
    this.db = new Database(host.database)
    this.audit = new Audit(this.db)
    this.settings = new SettingsService(this.db, this.audit)
    this.channel = new WhatsAppChannel(host, this.settings)
    this.announcer = new Announcer(host)
    this.campaigns = createCampaigns({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      channel: this.channel,
      logger: host.logger,
      statusAddress: async () => null,
      changed: (botId, campaignId) => this.changed(botId, campaignId)
    })
    this.bots = new MountedBots(async botId => this.jobsFor(botId), host.logger)
  }

  /** Brings the schema up to date. A failure here makes Botpress skip the module, which is right: it has no tables. */
  static async start(host: Host): Promise<OutboundCampaigns> {
    const module = new OutboundCampaigns(host)
    await migrate(module.db, migrations)
    return module
  }

  /** Opens the addresses. */
  serve(): void {
    const { host, db, bots, settings, channel, audit } = this
    const routes: AnyRoute[] = [
      ...statusRoutes({
        host,
        db,
        bots,
        channel,
        version,
        campaigns: botId => this.campaigns.campaigns.countByStatus(botId)
      }),
      ...settingsRoutes(settings),
      ...auditRoutes(audit),
      ...templatesRoutes(channel),
      ...this.campaigns.routes
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

  async unmountBot(botId: string): Promise<void> {
    await this.dispatchers.get(botId)?.stop()
    this.dispatchers.delete(botId)
    await this.bots.unmount(botId)
    this.channel.close(botId)
  }

  /** Old routers keep answering after a reload unless they are taken down here. */
  async stop(): Promise<void> {
    this.host.http.deleteRouterForBot(MODULE_NAME)
    await Promise.all([...this.dispatchers.keys()].map(botId => this.unmountBot(botId)))
    await this.bots.unmountAll()
    this.announcer.stop()
    this.channel.closeAll()
  }

  private jobsFor(botId: string): Job[] {
    const dispatcher = new Dispatcher(
      this.db,
      botId,
      [this.campaigns.planner],
      this.host.logger.forBot(botId)
    )
    this.dispatchers.set(botId, dispatcher)
    return [...this.campaigns.jobsFor(botId), dispatcher]
  }

  private changed(botId: string, campaignId: number): void {
    this.announcer.changed(botId, campaignId)
    const poked = this.dispatchers.get(botId)?.poke({ type: 'campaign', id: campaignId })
    poked?.catch(err =>
      this.host.logger.forBot(botId).attachError(err).error('Sending could not be looked after.')
    )
  }
}
