import express, { Router, type NextFunction, type Request, type Response } from 'express'
import http from 'http'
import type { AddressInfo } from 'net'
import type { BotConfig, KnexExtended, Logger } from 'botpress/sdk'
import { OutboundCampaigns } from '../module'
import { MODULE_NAME, type Host } from '../platform/host'

/**
 * For tests: the whole module as the host runs it, on a database of the test's own and behind a real HTTP server, with the
 * account and the mail server that the test names. What it logs is kept, at every level.
 */
export const BOT = 'demo'

export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error' | 'critical'
  bot: string | null
  text: string
  /** What the host would print below it. */
  attached: string
}

export interface World {
  vonage: Record<string, unknown>
  config: Record<string, unknown>
}

const keeping = (lines: LogLine[], bot: string | null = null, attached = ''): Logger => {
  const keep =
    (level: LogLine['level']) =>
    (message: string, metadata?: unknown): void =>
      void lines.push({
        level,
        bot,
        text: metadata === undefined ? message : `${message} ${JSON.stringify(metadata)}`,
        attached
      })
  const logger: Logger = {
    forBot: id => keeping(lines, id, attached),
    attachError: error =>
      keeping(lines, bot, error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : String(error)),
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    critical: keep('critical')
  }
  return logger
}

/** Routers at the module's address, the first one that was made first; everybody who calls is an administrator. */
const mounted = () => {
  const routers: Router[] = []
  const app = express()
  app.use(
    `/api/v1/bots/:botId/mod/${MODULE_NAME}`,
    (req: Request, _res: Response, next: NextFunction) => {
      Object.assign(req, { tokenUser: { email: 'operator@example.com' } })
      next()
    },
    (req: Request, res: Response, next: NextFunction) => {
      const pass = (n: number): void => {
        const router = routers[n]
        if (router) router(req, res, err => (err === undefined ? pass(n + 1) : next(err)))
        else next()
      }
      pass(0)
    }
  )
  return { app, routers }
}

export class RunningModule {
  readonly lines: LogLine[] = []
  private module: OutboundCampaigns | undefined
  private server: http.Server | undefined

  private constructor(
    private readonly knex: KnexExtended,
    private readonly world: World
  ) {}

  static async on(knex: KnexExtended, world: World): Promise<RunningModule> {
    const running = new RunningModule(knex, world)
    await running.start()
    return running
  }

  get url(): string {
    const { port } = (this.server?.address() ?? { port: 0 }) as AddressInfo
    return `http://127.0.0.1:${port}/api/v1/bots/${BOT}/mod/${MODULE_NAME}`
  }

  async call<Body>(path: string, method = 'GET', body?: string | object): Promise<Body> {
    const answer = await this.fetch(path, method, body)
    const text = await answer.text()
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text) as Body
  }

  fetch(path: string, method = 'GET', body?: string | object): Promise<Awaited<ReturnType<typeof fetch>>> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json'
    return fetch(`${this.url}${path}`, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': type },
      body: typeof body === 'object' ? JSON.stringify(body) : body
    })
  }

  /** Everything that was logged, with what was attached to it. */
  get log(): string {
    return this.lines.map(({ text, attached }) => `${text}\n${attached}`).join('\n')
  }

  async stop(): Promise<void> {
    await this.module?.unmountBot(BOT)
    await this.module?.stop()
    const { server } = this
    if (server) {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  }

  private async start(): Promise<void> {
    const { app, routers } = mounted()
    const server = http.createServer(app)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    this.server = server
    const { port } = server.address() as AddressInfo
    const bot: BotConfig = {
      id: BOT,
      name: 'Demo',
      defaultLanguage: 'es',
      languages: ['es'],
      messaging: { channels: { vonage: this.world.vonage } }
    }
    const createRouterForBot = (): Router => {
      const router = Object.assign(Router({ mergeParams: true }), {
        getPublicPath: async () => `http://127.0.0.1:${port}/api/v1/bots/BOT_ID/mod/${MODULE_NAME}`
      })
      routers.push(router)
      return router
    }
    const host = {
      database: this.knex,
      logger: keeping(this.lines),
      http: { createRouterForBot, deleteRouterForBot: () => undefined, hasPermission: async () => true },
      bots: { getBotById: async (id: string) => (id === BOT ? bot : undefined) },
      config: { getModuleConfigForBot: async () => this.world.config },
      events: { registerMiddleware: () => undefined, removeMiddleware: () => undefined },
      realtime: { sendPayload: () => undefined },
      RealTimePayload: { forAdmins: () => ({}) },
      messaging: { forBot: () => ({}) }
    } as unknown as Host
    this.module = await OutboundCampaigns.start(host)
    this.module.serve()
    await this.module.mountBot(BOT)
  }
}
