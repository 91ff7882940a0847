import type { http, IO } from 'botpress/sdk'
import { version } from '../../package.json'
import { botActionRoutes } from './bot-actions'
import { contextOfAnswer, createCampaigns, type CampaignsCapability } from './campaigns'
import { EmailChannel } from './channels/email/channel'
import { WhatsAppChannel } from './channels/whatsapp/channel'
import { templatesRoutes } from './channels/whatsapp/routes'
import { createCompliance, obeyWords, suppress, type ComplianceCapability } from './compliance'
import { createEngagement, guardedFetch, type EngagementCapability } from './engagement'
import { engagementEvent } from './engagement'
import {
  botpressHandover,
  ConversationNumbers,
  handOver,
  Inbox,
  inboxRoutes,
  messageReply,
  messageStatus,
  replyMiddleware,
  settleStatuses,
  SignatureSecrets,
  takeReplies,
  publicBaseOf,
  vonageWebhooks,
  webhookAddresses
} from './inbox'
import { addressBook, consentOf, createLeads, leadsByPersons, type LeadsCapability } from './leads'
import { createMetrics, type MetricsCapability } from './metrics'
import { Notifier } from './notify'
import { createNurturing, createRuns, type NurturingCapability, type RunsCapability } from './nurturing'
import { Dispatcher, type Owner, type Planner } from './outbox'
import { createReports, type ReportsCapability } from './reports'
import { contextOfSingle, createSingles, SINGLE, type SinglesCapability } from './singles'
import { createSequences, channelOf, ownersOf, type SequencesCapability } from './sequences'
import { Announcer } from './platform/announcer'
import { Audit } from './platform/audit/audit'
import { auditRoutes } from './platform/audit/routes'
import { calendarOf } from './platform/calendar'
import { readConfig } from './platform/config'
import { Database } from './platform/database/database'
import { migrate } from './platform/database/migrate'
import { migrations } from './platform/database/schema'
import { MODULE_NAME, type Host } from './platform/host'
import { openApiRoute } from './platform/http/openapi'
import type { PublicRoute } from './platform/http/public-route'
import type { AnyRoute } from './platform/http/route'
import { serve, serveNotFound } from './platform/http/serve'
import { abandonedImportsJob } from './platform/import/abandoned'
import { servePublic } from './platform/http/serve-public'
import { Links } from './platform/links/links'
import { MountedBots } from './platform/mounted-bots'
import type { Job } from './platform/scheduler'
import { settingsRoutes } from './platform/settings/routes'
import { SettingsService } from './platform/settings/settings'
import { statusRoutes } from './status/routes'
import { webhookRoutes } from './status/webhooks'

/** Botpress's own parsers are off for the module's whole path: see http/body.ts. */
const OWN_PARSERS = { enableJsonBodyParser: false, enableUrlEncoderBodyParser: false }

/**
 * The module while it runs: everything that was started, so that everything can be stopped. Made in `onServerStarted`,
 * gone after `onModuleUnmount`; a reload makes a new one.
 */
export class OutboundCampaigns {
  private readonly db: Database
  private readonly audit: Audit
  private readonly settings: SettingsService
  private readonly channel: WhatsAppChannel
  private readonly email: EmailChannel
  private readonly announcer: Announcer
  private readonly links: Links
  private readonly inbox: Inbox
  private readonly compliance: ComplianceCapability
  private readonly leads: LeadsCapability
  private readonly engagement: EngagementCapability
  private readonly campaigns: CampaignsCapability
  private readonly sequences: SequencesCapability
  private readonly nurturing: NurturingCapability
  private readonly singles: SinglesCapability
  private readonly metrics: MetricsCapability
  private readonly reports: ReportsCapability
  private readonly runs: RunsCapability
  private readonly bots: MountedBots
  private readonly dispatchers = new Map<string, Dispatcher>()
  private router: http.RouterExtension | undefined
  private middleware: IO.MiddlewareDefinition | undefined

  private constructor(private readonly host: Host) {
    this.db = new Database(host.database)
    this.audit = new Audit(this.db)
    this.settings = new SettingsService(this.db, this.audit)
    this.channel = new WhatsAppChannel(host, this.settings)
    this.email = new EmailChannel(host)
    this.announcer = new Announcer(host)
    this.links = new Links(this.db)
    this.inbox = new Inbox(
      this.db,
      host.logger,
      botId => this.announcer.changed(botId),
      async botId => {
        const { retention_days } = await this.settings.of(botId)
        return retention_days === null ? null : retention_days * 86_400_000
      }
    )
    const notifier = new Notifier({
      settings: this.settings,
      email: this.email,
      allowsPrivate: async botId => (await readConfig(host.config, botId)).allowPrivateAddresses
    })
    this.compliance = createCompliance({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      links: this.links,
      book: addressBook,
      consentOf,
      stop: async (tx, botId, owner, reason) => this.plannerOf(owner)?.stopped(tx, botId, owner, reason),
      botName: async botId => (await host.bots.getBotById(botId))?.name,
      publicBase: () => this.publicBase(),
      changed: botId => this.announcer.changed(botId)
    })
    this.leads = createLeads({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      changed: botId => this.announcer.changed(botId)
    })
    this.engagement = createEngagement({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      links: this.links,
      logger: host.logger,
      publicBase: () => this.publicBase(),
      configOf: botId => readConfig(host.config, botId),
      fetch: async (botId, address) => {
        const { allowPrivateAddresses } = await readConfig(host.config, botId)
        const { request_timeout } = await this.settings.of(botId)
        return guardedFetch(allowPrivateAddresses, request_timeout * 1000)(address)
      },
      fetchFromAmazon: guardedFetch(false)
    })
    this.leads.addTimelineSource(this.engagement.timeline)
    this.leads.onForget((botId, lead) => this.engagement.forget(botId, lead))
    this.campaigns = createCampaigns({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      channel: this.channel,
      notifier,
      logger: host.logger,
      knownElsewhere: async (db, botId, persons) =>
        new Set((await leadsByPersons(db, botId, persons)).keys()),
      statusAddress: async botId => (await this.addresses(botId))?.status ?? null,
      changed: (botId, campaignId) => this.changed(botId, campaignId)
    })
    this.sequences = createSequences({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      email: this.email,
      whatsapp: this.channel,
      notifier,
      leads: this.leads,
      logger: host.logger,
      links: {
        unsubscribeUrl: (botId, to) => this.compliance.unsubscribeUrl(botId, to),
        trackingOf: async (botId, { messageId }) => {
          const tracked = await this.engagement.tracking.trackingOf(botId, { messageId, wanted: true })
          return { pixelUrl: tracked.pixelUrl, rewriteLink: tracked.rewriteLink ?? undefined }
        }
      },
      statusAddress: async botId => (await this.addresses(botId))?.status ?? null,
      allowsPrivate: async botId => (await readConfig(host.config, botId)).allowPrivateAddresses,
      changed: botId => this.announcer.changed(botId),
      owed: (botId, sequenceId) => this.owed(botId, ownersOf([sequenceId]))
    })
    this.nurturing = createNurturing({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      leads: this.leads,
      sequences: this.sequences,
      bp: host,
      logger: host.logger,
      numberOf: async botId => {
        const opened = await this.channel.open(botId)
        return opened.kind === 'ready' ? opened.channel.sender : null
      },
      allowsPrivate: async botId => (await readConfig(host.config, botId)).allowPrivateAddresses,
      changed: botId => this.announcer.changed(botId)
    })
    this.singles = createSingles({
      db: this.db,
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      whatsapp: this.channel,
      leads: this.leads,
      statusAddress: async botId => (await this.addresses(botId))?.status ?? null,
      owed: (botId, owner) => this.owed(botId, [owner])
    })
    this.metrics = createMetrics({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox
    })
    this.reports = createReports({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      inbox: this.inbox,
      notifier,
      metrics: this.metrics,
      configOf: botId => readConfig(host.config, botId),
      botName: async botId => (await host.bots.getBotById(botId))?.name
    })
    this.runs = createRuns({
      db: this.db,
      calendar: calendarOf(host),
      settings: this.settings,
      audit: this.audit,
      sequences: this.sequences,
      notifier,
      logger: host.logger,
      configOf: botId => readConfig(host.config, botId),
      mailTrouble: async botId => {
        const opened = await this.email.open(botId)
        return opened.kind === 'ready' ? null : { code: 'email_not_ready', detail: opened.reason.detail }
      },
      askNow: (botId, forMs) => this.engagement.askNow(botId, forMs),
      qualifyDue: (botId, until) => this.nurturing.scores.qualifyDue(botId, until),
      refreshMetrics: botId => this.metrics.refresh(botId),
      exportMetrics: (botId, runId) => this.reports.exportRun(botId, runId),
      changed: botId => this.announcer.changed(botId)
    })
    this.engagement.readPlacesFrom(this.sequences.placesOf)
    this.engagement.watchLeadsOf(this.sequences.watched)
    this.bots = new MountedBots(async botId => this.jobsFor(botId), host.logger)
    notifier.register(this.inbox)
    this.react()
  }

  /** Brings the schema up to date. A failure here makes Botpress skip the module, which is right: it has no tables. */
  static async start(host: Host): Promise<OutboundCampaigns> {
    const module = new OutboundCampaigns(host)
    await migrate(module.db, migrations)
    return module
  }

  /** Opens the addresses and listens to what people say. */
  serve(): void {
    const { host, inbox } = this
    const onFault = (fault: unknown, where: string) =>
      host.logger.attachError(fault).error(`${where} failed.`)
    const publicRoutes = this.publicRoutes()
    this.servePublic(publicRoutes, onFault)
    this.servePrivate(publicRoutes, onFault)
    this.middleware = replyMiddleware({
      db: this.db,
      inbox,
      messaging: host.messaging,
      isMounted: botId => this.bots.has(botId),
      contextOf: async (botId, message) =>
        (await contextOfAnswer(this.db, botId, message)) ?? contextOfSingle(this.db, botId, message),
      logger: host.logger
    })
    host.events.registerMiddleware(this.middleware)
  }

  mountBot(botId: string): Promise<void> {
    return this.bots.mount(botId)
  }

  async unmountBot(botId: string): Promise<void> {
    await this.runs.release(botId)
    await this.dispatchers.get(botId)?.stop()
    this.dispatchers.delete(botId)
    await this.bots.unmount(botId)
    await this.engagement.release(botId)
    await this.inbox.release(botId)
    this.channel.close(botId)
    this.email.close(botId)
  }

  /** Old routers and middleware keep answering after a reload unless they are taken down here. */
  async stop(): Promise<void> {
    this.host.http.deleteRouterForBot(MODULE_NAME)
    if (this.middleware) this.host.events.removeMiddleware(this.middleware.name)
    await Promise.all([...this.dispatchers.keys()].map(botId => this.unmountBot(botId)))
    await this.bots.unmountAll()
    this.announcer.stop()
    this.channel.closeAll()
    this.email.closeAll()
  }

  /** First of all: a private router of the same name would ask everybody for a token. */
  private servePublic(routes: PublicRoute[], onFault: (fault: unknown, where: string) => void): void {
    const router = this.host.http.createRouterForBot(MODULE_NAME, {
      checkAuthentication: false,
      ...OWN_PARSERS
    })
    servePublic(router, routes, { onFault })
  }

  /** What anybody may call: each proves by itself what it must. */
  private publicRoutes(): PublicRoute[] {
    const webhooks = vonageWebhooks({
      inbox: this.inbox,
      links: this.links,
      secrets: new SignatureSecrets(this.host.bots),
      forwardsInbound: async botId => (await this.settings.of(botId)).forward_inbound,
      logger: this.host.logger
    })
    return [...webhooks, ...this.compliance.publicRoutes, ...this.engagement.publicRoutes]
  }

  /** Reading needs `read` on the module and everything else `write`. */
  private servePrivate(publicRoutes: PublicRoute[], onFault: (fault: unknown, where: string) => void): void {
    const { host, db, bots, channel, email, settings, audit, inbox, campaigns } = this
    const router = host.http.createRouterForBot(MODULE_NAME, {
      checkAuthentication: true,
      checkMethodPermissions: true,
      ...OWN_PARSERS
    })
    this.router = router
    const numbers = new ConversationNumbers(host.messaging)
    const routes: AnyRoute[] = [
      ...statusRoutes({
        host,
        db,
        bots,
        channels: { whatsapp: channel, email },
        version,
        campaigns: botId => campaigns.campaigns.countByStatus(botId)
      }),
      ...webhookRoutes({
        addressesOf: async botId => {
          const base = await publicBaseOf(router)
          return {
            ...(await webhookAddresses(router, this.links, botId)),
            ses: await this.engagement.sesAddressOf(base, botId),
            events: `${base}/events`
          }
        },
        mayWrite: req => host.http.hasPermission(req, 'write', `module.${MODULE_NAME}`, true)
      }),
      ...settingsRoutes(settings),
      ...auditRoutes(audit),
      ...templatesRoutes(channel),
      ...inboxRoutes(db, inbox),
      ...this.leads.routes,
      ...this.compliance.routes,
      ...this.engagement.routes,
      ...this.sequences.routes,
      ...this.nurturing.routes,
      ...this.runs.routes,
      ...this.singles.routes,
      ...this.metrics.routes,
      ...this.reports.routes,
      ...botActionRoutes({
        db,
        calendar: calendarOf(host),
        settings,
        audit,
        leads: this.leads.leads,
        sequences: this.sequences.flow,
        singles: this.singles.singles,
        numberOf: (botId, threadId) => numbers.of(botId, threadId),
        poke: botId => inbox.poke(botId)
      }),
      ...campaigns.routes
    ]
    serve(router, [...routes, openApiRoute(routes, version, publicRoutes)], {
      botExists: botId => bots.has(botId),
      onFault
    })
    serveNotFound(router)
  }

  /** What follows from what we are told. */
  private react(): void {
    const { inbox, settings, host } = this
    const { reactions } = this.campaigns
    const { stops } = this.sequences
    inbox.on(
      messageStatus,
      settleStatuses({
        errorPolicyOf: async (botId, tx) => (await settings.of(botId, tx)).error_policy,
        reactions: {
          async owesAgain(tx, botId, owner) {
            // Its lane was closed as soon as it owed nothing.
            if (owner.type === SINGLE) return 'reopen'
            return (channelOf(owner) ? stops : reactions).owesAgain(tx, botId, owner)
          },
          stopped: async (tx, botId, owner, reason) =>
            this.plannerOf(owner)?.stopped(tx, botId, owner, reason),
          became: async (tx, botId, owner, told) => {
            await this.plannerOf(owner)?.became?.(tx, botId, owner, told)
            await this.engagement.arrivals(tx, botId, told)
          },
          async suppress(tx, botId, people) {
            const told = people.map(({ person, channel, reason }) => ({
              person,
              channel,
              source: 'provider' as const,
              evidence: reason.code
            }))
            await suppress(tx, botId, told)
          }
        }
      })
    )
    const obey = obeyWords((botId, tx) => settings.of(botId, tx), addressBook)
    inbox.on(messageReply, takeReplies(obey, this.engagement.replies))
    inbox.on(engagementEvent, (tx, botId, facts) => this.compliance.hearOf(tx, botId, facts))
    inbox.onErrand(botpressHandover, handOver(host))
  }

  private jobsFor(botId: string): Job[] {
    const dispatcher = new Dispatcher(this.db, botId, this.planners(), this.host.logger.forBot(botId))
    this.dispatchers.set(botId, dispatcher)
    return [
      ...this.campaigns.jobsFor(botId),
      ...this.sequences.jobsFor(botId),
      ...this.nurturing.jobsFor(botId),
      ...this.singles.jobsFor(botId),
      ...this.metrics.jobsFor(botId),
      ...this.reports.jobsFor(botId),
      this.runs.jobFor(botId),
      ...this.compliance.jobsFor(botId),
      dispatcher,
      this.inbox.jobFor(botId),
      ...this.engagement.jobsFor(botId),
      abandonedImportsJob(this.db, botId)
    ]
  }

  /** Whoever owes messages. */
  private planners(): Planner[] {
    return [this.campaigns.planner, ...this.sequences.planners, this.singles.planner]
  }

  private plannerOf({ type }: Owner): Planner | undefined {
    return this.planners().find(planner => planner.type === type)
  }

  /** Where the public addresses begin; null until they are open. */
  private async publicBase(): Promise<string | null> {
    return this.router ? publicBaseOf(this.router) : null
  }

  private async addresses(botId: string) {
    return this.router && webhookAddresses(this.router, this.links, botId)
  }

  private changed(botId: string, campaignId: number): void {
    this.announcer.changed(botId, campaignId)
    this.owed(botId, [{ type: 'campaign', id: campaignId }])
  }

  /** Something of these owners is to be sent, or not any more. */
  private owed(botId: string, owners: readonly Owner[]): void {
    for (const owner of owners)
      this.dispatchers
        .get(botId)
        ?.poke(owner)
        .catch(err =>
          this.host.logger.forBot(botId).attachError(err).error('Sending could not be looked after.')
        )
  }
}
