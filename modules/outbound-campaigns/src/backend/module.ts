import type { IO } from 'botpress/sdk'
import { jobsOfBot } from './bot-jobs'
import { contextOfAnswer } from './campaigns'
import { createCapabilities, type Capabilities } from './capabilities'
import { layFoundation, type Foundation } from './foundation'
import { replyMiddleware } from './inbox'
import { migrate } from './platform/database/migrate'
import { migrations } from './platform/database/schema'
import { MODULE_NAME, type Host } from './platform/host'
import { MountedBots } from './platform/mounted-bots'
import { reactToFacts } from './reactions'
import { openRouters } from './routers'
import { Sending } from './sending'
import { contextOfSingle } from './singles'
import { say } from './platform/log/say'
import { attemptsLogged } from './observability'

/**
 * The module while it runs: everything that was started, so that everything can be stopped. Made in `onServerStarted`,
 * gone after `onModuleUnmount`; a reload makes a new one.
 */
export class OutboundCampaigns {
  private readonly sending: Sending
  private readonly capabilities: Capabilities
  private readonly bots: MountedBots
  private middleware: IO.MiddlewareDefinition | undefined

  private constructor(
    private readonly host: Host,
    private readonly foundation: Foundation
  ) {
    const { db, counted } = foundation
    const log = attemptsLogged(host.logger)
    this.sending = new Sending(db, host.logger, attempt => {
      counted.attempt(attempt)
      log(attempt)
    })
    this.capabilities = createCapabilities(foundation, this.sending)
    reactToFacts(foundation, this.capabilities, this.sending)
    this.bots = new MountedBots(
      async botId => jobsOfBot(botId, foundation, this.capabilities, this.sending),
      host.logger
    )
  }

  /** Brings the schema up to date. A failure here makes Botpress skip the module, which is right: it has no tables. */
  static async start(host: Host): Promise<OutboundCampaigns> {
    const module = new OutboundCampaigns(host, await layFoundation(host))
    await migrate(module.foundation.db, migrations)
    return module
  }

  /** Opens the addresses and listens to what people say. */
  serve(): void {
    const { host, foundation, capabilities, bots } = this
    const { db, inbox } = foundation
    openRouters(foundation, capabilities, bots, (fault, where) =>
      say(host.logger, 'request.failed', { route: where.replace(' ', ':') }, fault)
    )
    this.middleware = replyMiddleware({
      db,
      inbox,
      messaging: host.messaging,
      isMounted: botId => bots.has(botId),
      contextOf: async (botId, message) =>
        (await contextOfAnswer(db, botId, message)) ?? contextOfSingle(db, botId, message),
      logger: host.logger
    })
    host.events.registerMiddleware(this.middleware)
  }

  mountBot(botId: string): Promise<void> {
    return this.bots.mount(botId)
  }

  async unmountBot(botId: string): Promise<void> {
    const { inbox, whatsapp, email } = this.foundation
    const { runs, engagement } = this.capabilities
    await runs.release(botId)
    await this.sending.stop(botId)
    await this.bots.unmount(botId)
    await engagement.release(botId)
    await inbox.release(botId)
    whatsapp.close(botId)
    email.close(botId)
  }

  /** Old routers and middleware keep answering after a reload unless they are taken down here. */
  async stop(): Promise<void> {
    const { announcer, whatsapp, email } = this.foundation
    this.host.http.deleteRouterForBot(MODULE_NAME)
    if (this.middleware) this.host.events.removeMiddleware(this.middleware.name)
    await Promise.all(this.sending.bots.map(botId => this.unmountBot(botId)))
    await this.bots.unmountAll()
    announcer.stop()
    whatsapp.closeAll()
    email.closeAll()
  }
}
