/**
 * The routers that modules open for their bots, under `/api/v1/bots/:botId/mod/<name>`. Botpress's rules, its traps
 * included: routers answer in the order they were made, so the first one's authentication shadows the next one's of the
 * same name; a parser switched off is off for the whole name and stays off; a private bot asks for a token even on a
 * public router; `___` in a bot's place skips the checks of the bot; and nobody catches an async handler that rejects.
 */
import express, { type RequestHandler, type Router } from 'express'
import type { BotConfig, http, RouterOptions } from 'botpress/sdk'
import { notFound } from './core-errors'
import { checkMethodPermissions, needPermission } from './guards'

export const ALL_BOTS = '___'

type Parser = 'json' | 'urlencoded'

export interface BotRouters {
  router: Router
  create(name: string, identity: string, options: RouterOptions): http.RouterExtension
  remove(name: string): void
  isParserOff(parser: Parser, path: string): boolean
  /** How many routers there are: what a module left behind shows here. */
  count(): number
}

export const createBotRouters = (parts: {
  checkToken: RequestHandler
  findBot(botId: string): BotConfig | undefined
  publicPath(path: string): Promise<string>
}): BotRouters => {
  const router = express.Router({ mergeParams: true })
  const switchedOff: Record<Parser, Set<string>> = { json: new Set(), urlencoded: new Set() }
  let members: Array<{ name: string; entrance: Router }> = []

  const checkBot: RequestHandler = (req, res, next) => {
    const botId = req.params.botId ?? ''
    if (botId === ALL_BOTS) return next()
    const bot = parts.findBot(botId)
    if (!bot) return next(notFound('Invalid Bot ID'))
    if (bot.disabled) return next(notFound('Bot is disabled'))
    return bot.private ? parts.checkToken(req, res, next) : next()
  }

  const inTheirOrder: RequestHandler = (req, res, next) => {
    const present = members
    const step = (index: number) => {
      const member = present[index]
      if (!member) return next()
      member.entrance(req, res, (error?: unknown) => (error ? next(error) : step(index + 1)))
    }
    step(0)
  }

  router.use('/api/v1/bots/:botId', checkBot, inTheirOrder)

  return {
    router,
    create: (name, identity, options) => {
      const own = express.Router({ mergeParams: true })
      if (options.checkAuthentication ?? true) {
        own.use(parts.checkToken)
        own.use(
          options.checkMethodPermissions
            ? checkMethodPermissions(identity)
            : needPermission('write', identity)
        )
      }
      if (!(options.enableJsonBodyParser ?? true)) switchedOff.json.add(name.toLowerCase())
      if (!(options.enableUrlEncoderBodyParser ?? true)) switchedOff.urlencoded.add(name.toLowerCase())

      const entrance = express.Router({ mergeParams: true })
      entrance.use(`/mod/${name}`, own)
      members = [...members, { name, entrance }]
      return Object.assign(own, {
        getPublicPath: () => parts.publicPath(`/api/v1/bots/BOT_ID/mod/${name}`)
      })
    },
    remove: name => {
      members = members.filter(member => member.name !== name)
    },
    isParserOff: (parser, path) => {
      const name = /^\/api\/v1\/bots\/[^/]+\/mod\/([^/?]+)/i.exec(path)?.[1]
      return name !== undefined && switchedOff[parser].has(name.toLowerCase())
    },
    count: () => members.length
  }
}
