/**
 * The Local Studio itself: opens everything, in Botpress's order, and closes it again. `starting` (503 to everybody),
 * `ready`, `closing`. Whatever fails while starting closes what was opened before it.
 */
import fs from 'fs'
import path from 'path'
import { createEntrance } from './auth/entrance'
import { type Role } from './auth/identity'
import { createTokens, sessionKey } from './auth/tokens'
import { createBotLife } from './bot-life'
import { openBotpressConfig } from './botpress-config'
import { createClock } from './clock'
import { DEMO, makeDemoBot } from './demo-bot'
import { createApp } from './http/app'
import { createBotRouters } from './http/bot-routers'
import { checkToken } from './http/guards'
import { listen } from './http/server'
import { createShortLinks } from './http/short-links'
import { createModuleLoader, type LoadOutcome, type ModuleLoader } from './modules/module-loader'
import { type FoundModule } from './modules/resolve'
import { homeOf, pageRoutes } from './page'
import { messageOf, StartProblem } from './problems'
import { inboundAddressOf, openSandbox, sendInboundTo, smtpUrlOf } from './sandbox'
import { sandboxRoutes } from './sandbox-routes'
import { createActions } from './sdk/actions'
import { type Bp, createApi, sdkValues } from './sdk/api'
import { createBots } from './sdk/bots'
import { createModuleConfigs, variableName } from './sdk/config'
import { openDatabase } from './sdk/database'
import { createDistributed } from './sdk/distributed'
import { createEventEngine, type EventEngine } from './sdk/events'
import { createGhost } from './sdk/ghost'
import { createKvs } from './sdk/kvs'
import { createLogBook, type LogBook } from './sdk/logger'
import { createMessaging } from './sdk/messaging'
import { createMessagingStore } from './sdk/messaging-store'
import { createRealtime } from './sdk/realtime'
import { createReplies } from './sdk/replies'
import { createSessions } from './sdk/sessions'
import { createUsers } from './sdk/users'
import { vonageChannelOf } from './sdk/vonage-channel'
import { vonageWebhook } from './sdk/vonage-webhook'
import { refuseToBeOpen, type Settings } from './settings'
import { routesOf } from './studio-routes'

export interface LocalStudio {
  url: string
  /** A link that opens a session once. */
  loginLink(role: Role): string
  /** A bearer token for an hour. */
  apiToken(role: Role): string
  loadModule(location: string): Promise<LoadOutcome>
  unloadModule(name: string): Promise<void>
  modules(): FoundModule[]
  mountedBots(): string[]
  mountBot(botId: string): Promise<boolean>
  unmountBot(botId: string): Promise<void>
  /** `bp`, as a module of this name would get it. */
  bp(moduleName: string): Bp
  /** What modules have opened and not closed. */
  openEnds(): { routers: number; middleware: number; shortLinks: number }
  close(): Promise<void>
}

const VONAGE = 'https://api.nexmo.com'
const GRACE_MS = 1_500
const SETTLE_MS = 500
const UNLOAD_MS = 1_500
const WILDCARD = /^(0\.0\.0\.0|::|\[::\])$/

export const createHost = async (
  settings: Settings,
  log: LogBook = createLogBook(toConsole)
): Promise<LocalStudio> => {
  refuseToBeOpen(settings)
  const closers: Array<() => Promise<unknown> | void> = []
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) {
      await Promise.resolve(close()).catch(error =>
        log.scoped('Studio').attachError(error).error('Closing failed')
      )
    }
  }
  try {
    return await open(settings, log, closers, closeAll)
  } catch (error) {
    await closeAll()
    throw error
  }
}

const open = async (
  settings: Settings,
  log: LogBook,
  closers: Array<() => Promise<unknown> | void>,
  closeAll: () => Promise<void>
): Promise<LocalStudio> => {
  const { dataDir } = settings
  const logger = log.scoped('Studio')
  for (const secret of [settings.token, settings.readToken]) log.hide(secret)
  await fs.promises.mkdir(dataDir, { recursive: true }).catch(error => {
    throw new StartProblem(`The data folder ${dataDir} cannot be used: ${messageOf(error)}`)
  })

  // Botpress logs what nobody caught and lives on; Node would end the process.
  const onUncaught = (error: unknown) => logger.attachError(error).error('Unhandled rejection')
  process.on('unhandledRejection', onUncaught)
  closers.push(() => void process.removeListener('unhandledRejection', onUncaught))

  // ── What lies on disk and in the database ────────────────────────────────────────────────────────────────────────
  const botpressConfig = await openBotpressConfig(dataDir)
  const key = await sessionKey(dataDir)
  log.hide(key)
  const database = await openDatabase(settings, log.scoped('Database'))
  closers.push(() => database.destroy())
  const kvs = await createKvs(database)
  const users = await createUsers(database)
  const messagingStore = await createMessagingStore(database)
  const sessions = await createSessions(database, users, kvs)
  const clock = await createClock(kvs.global())

  // ── Listening, and not yet answering ─────────────────────────────────────────────────────────────────────────────
  const tokens = createTokens(key, settings)
  const entrance = createEntrance(tokens)
  const bots = createBots(dataDir, log.scoped('Bots'))
  const shortLinks = createShortLinks()
  const realtime = createRealtime()
  closers.push(() => realtime.close())
  const rootPath = settings.externalUrl ? new URL(settings.externalUrl).pathname.replace(/\/+$/, '') : ''
  const addresses = { local: '', external: '' }
  const routers = createBotRouters({
    checkToken: checkToken(tokens),
    findBot: bots.find,
    publicPath: async below => `${addresses.external}${below}`
  })
  let isReady = false

  const sandbox = await openSandbox(settings.sandbox, dataDir)
  if (sandbox) closers.push(() => sandbox.close())
  for (const secret of sandbox
    ? [sandbox.controlToken, sandbox.credentials.apiSecret, sandbox.credentials.signatureSecret]
    : []) {
    log.hide(secret)
  }
  const vonageApiUrl = settings.vonageApiUrl ?? sandbox?.url

  // ── The parts of `bp` ────────────────────────────────────────────────────────────────────────────────────────────
  const vonageOf = async (botId: string) => vonageChannelOf(bots.find(botId)?.messaging)
  const engine: { events?: EventEngine; modules?: ModuleLoader } = {}
  const events = () => given(engine.events)
  const modules = () => given(engine.modules)
  const messaging = createMessaging({
    store: messagingStore,
    vonageOf,
    vonageApiUrl: () => vonageApiUrl ?? VONAGE,
    events,
    logger: log.scoped('Messaging')
  })
  const actions = createActions(dataDir, () => bpFor('Actions', 'actions'))
  const replies = createReplies({
    dataDir,
    bp: () => bpFor('Replies', 'actions'),
    actions,
    sessions,
    events,
    logger: log.scoped('Replies')
  })
  engine.events = createEventEngine(log.scoped('Events'), {
    beforeIncoming: sessions.restore,
    afterIncoming: replies.answer
  })
  engine.events.registerMiddleware(messaging.sendOut)
  const ownMiddleware = engine.events.count()

  const environment = { ...settings.environment }
  const configs = createModuleConfigs(dataDir, environment, log.scoped('Config'))
  const bpFor = createApi({
    log,
    database,
    routers,
    shortLinks,
    tokens,
    events: engine.events,
    users,
    kvs,
    ghost: createGhost(dataDir),
    bots,
    configs,
    messaging,
    realtime,
    distributed: createDistributed(),
    botpressConfig: botpressConfig.read,
    calendar: sandbox ? clock.calendar : undefined,
    addresses: () => addresses
  })
  const bpOf = (moduleName: string) => bpFor(`Mod[${moduleName}]`, `module.${moduleName}`)
  engine.modules = createModuleLoader({
    cacheFolder: path.join(dataDir, '.cache', 'modules'),
    bpFor: bpOf,
    sdkValues,
    configs,
    actions,
    logger: log.scoped('ModuleLoader'),
    isEnabled: botpressConfig.isEnabled,
    // Botpress gets such values from whoever runs it; here it is the Studio that knows where Vonage and mail are played.
    beforeConfig: name => {
      const known: Record<string, string | undefined> = {
        vonageApiUrl,
        smtpUrl: sandbox && smtpUrlOf(sandbox),
        emailFrom: sandbox && 'Local Studio <studio@localhost.test>',
        // The sandbox's own webhook addresses are on this machine.
        allowPrivateAddresses: sandbox && 'true'
      }
      for (const [key, value] of Object.entries(known)) {
        const variable = variableName(name, key)
        if (value !== undefined && environment[variable] === undefined) environment[variable] = value
      }
    }
  })
  const life = createBotLife(bots, modules, () => messaging, log.scoped('Bots'))

  // ── Serving ──────────────────────────────────────────────────────────────────────────────────────────────────────
  const page = {
    entrance,
    apiToken: tokens.apiToken,
    bots: bots.all,
    modules: () => modules().loaded(),
    sandbox: sandbox !== undefined,
    rootPath
  }
  const app = createApp({
    rootPath,
    isReady: () => isReady,
    before: [
      vonageWebhook(messaging, vonageOf, log.scoped('Messaging')),
      ...(sandbox ? [sandboxRoutes(entrance, sandbox, clock)] : []),
      routesOf({ entrance, realtime, home: () => homeOf(page) })
    ],
    bots: routers,
    shortLinks,
    assetsOf: name => {
      const found = modules()
        .loaded()
        .find(module => module.name === name)
      return found && path.join(found.folder, 'assets')
    },
    pages: pageRoutes(page)
  })
  const unload = (name: string) => life.alone(() => modules().unload(name, life.mounted()))
  // Only once nobody asks for anything any more; and a module that does not let go must not hold the process.
  closers.push(async () => {
    for (const { name } of modules().loaded())
      await withinTime(UNLOAD_MS, unload(name), `Module "${name}" did not stop in time`)
  })
  closers.push(() =>
    withinTime(SETTLE_MS, Promise.all([events().idle(), messaging.idle()]), 'Events were left unfinished')
  )
  const server = await listen(app, settings.port, settings.host)
  closers.push(() => server.close(GRACE_MS))
  closers.push(() => realtime.close())
  const host = WILDCARD.test(settings.host) ? '127.0.0.1' : settings.host
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${server.port}`
  addresses.local = `${url}${rootPath}`
  addresses.external = settings.externalUrl ?? url

  // ── Modules and bots ─────────────────────────────────────────────────────────────────────────────────────────────
  await makeDemoBot(dataDir, sandbox?.credentials)
  await bots.readAtStart()

  const first = await modules().start(settings.module)
  if (first.kind === 'loaded') await modules().ready(first.name)
  for (const botId of bots.all().keys()) await life.mount(botId)
  const watcher = bots.watch(life.follow)
  closers.push(() => watcher.stop())
  isReady = true

  if (sandbox && bots.find(DEMO)) {
    const [loaded] = modules().loaded()
    const moduleUrl = `${url}/api/v1/bots/${DEMO}/mod/${loaded?.name ?? ''}`
    const pointed = async () =>
      sendInboundTo(sandbox, {
        module: loaded && (await inboundAddressOf(moduleUrl, tokens.apiToken('admin'))),
        messaging: `${url}/api/v1/messaging/webhooks/v1/${DEMO}/vonage`
      })
    await pointed().catch(error =>
      logger.warn(`The sandbox does not know where to send messages of people: ${messageOf(error)}`)
    )
  }

  return {
    url,
    loginLink: role => `${url}${rootPath}/login?token=${tokens.offerLogin(role)}`,
    apiToken: tokens.apiToken,
    loadModule: location =>
      life.alone(async () => {
        const outcome = await modules().start(location)
        if (outcome.kind !== 'loaded') return outcome
        await modules().ready(outcome.name)
        for (const botId of life.mounted()) await modules().mount(outcome.name, botId)
        return outcome
      }),
    unloadModule: unload,
    modules: () => modules().loaded(),
    mountedBots: life.mounted,
    mountBot: life.mount,
    unmountBot: life.unmount,
    bp: bpOf,
    openEnds: () => ({
      routers: routers.count(),
      middleware: events().count() - ownMiddleware,
      shortLinks: shortLinks.count()
    }),
    close: closeAll
  }
}

const withinTime = async (limitMs: number, work: Promise<unknown>, complaint: string): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), limitMs)
  })
  try {
    await Promise.race([work, tooLate])
  } finally {
    if (timer) clearTimeout(timer)
  }
}

const given = <T>(part: T | undefined): T => {
  if (part === undefined) throw new Error('The Local Studio is still being put together')
  return part
}

const toConsole = (text: string): void => void process.stdout.write(`${text}\n`)
