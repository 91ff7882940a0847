/** `bp`: what a module is handed. One object a module, because its logger and the name of its rights are its own. */
import type { BotConfig } from 'botpress/sdk'
import { type Tokens } from '../auth/tokens'
import { type Calendar } from '../clock'
import { type BotRouters } from '../http/bot-routers'
import { hasPermission, needPermission } from '../http/guards'
import { type ShortLinks } from '../http/short-links'
import { type Bots } from './bots'
import { type ModuleConfigs } from './config'
import { type BotpressDatabase } from './database-helpers'
import { type Distributed } from './distributed'
import { type EventEngine } from './events'
import { createEvent, WellKnownFlags } from './event'
import { type Ghost } from './ghost'
import { type KeyValueStore } from './kvs'
import { type LogBook } from './logger'
import { type Messaging } from './messaging'
import { type Realtime, RealTimePayload } from './realtime'
import { type Users } from './users'

export type Bp = typeof import('botpress/sdk')

export const VERSION = '12.31.10'

export interface ApiParts {
  log: LogBook
  database: BotpressDatabase
  routers: BotRouters
  shortLinks: ShortLinks
  tokens: Tokens
  events: EventEngine
  users: Users
  kvs: KeyValueStore
  ghost: Ghost
  bots: Bots
  configs: ModuleConfigs
  messaging: Messaging
  realtime: Realtime
  distributed: Distributed
  botpressConfig(): Promise<Record<string, unknown>>
  /** Only where a sandbox is. */
  calendar: Calendar | undefined
  addresses(): { local: string; external: string }
}

export const createApi = (parts: ApiParts): ((loggerName: string, identity: string) => Bp) => {
  const { routers, shortLinks, events, configs } = parts

  const axiosConfig: Bp['http']['getAxiosConfigForBot'] = async (botId, options = {}) => {
    const { local, external } = parts.addresses()
    const part = options.studioUrl ? 'studio' : 'bots'
    return {
      baseURL: `${options.localUrl ? local : external}/api/v1/${part}/${botId}`,
      headers: { Authorization: `Bearer ${parts.tokens.serverToken()}` }
    }
  }

  return (loggerName, identity) => {
    const api = {
      version: VERSION,
      RealTimePayload,
      IO: { Event: createEvent, WellKnownFlags },
      logger: parts.log.scoped(loggerName),
      database: parts.database,
      http: {
        createShortLink: shortLinks.create,
        deleteShortLink: shortLinks.remove,
        createRouterForBot: (name: string, options = {}) => routers.create(name, identity, options),
        deleteRouterForBot: routers.remove,
        getAxiosConfigForBot: axiosConfig,
        needPermission,
        hasPermission
      },
      events: {
        registerMiddleware: events.registerMiddleware,
        removeMiddleware: events.removeMiddleware,
        sendEvent: events.sendEvent,
        replyToEvent: events.replyToEvent
      },
      bots: {
        getAllBots: async (): Promise<Map<string, BotConfig>> => parts.bots.all(),
        getBotById: async (botId: string) => parts.bots.find(botId)
      },
      users: parts.users,
      config: {
        getModuleConfig: configs.global,
        getModuleConfigForBot: configs.forBot,
        getBotpressConfig: parts.botpressConfig
      },
      ghost: parts.ghost,
      kvs: parts.kvs,
      distributed: parts.distributed,
      messaging: { forBot: parts.messaging.forBot },
      realtime: { sendPayload: parts.realtime.sendPayload },
      ...(parts.calendar && { calendar: parts.calendar })
    }
    return api
  }
}

/** What `require('botpress/sdk')` gives at run time: constants, and nothing that does anything. */
export const sdkValues = (): Record<string, unknown> => ({
  version: VERSION,
  RealTimePayload,
  IO: { Event: createEvent, WellKnownFlags }
})
