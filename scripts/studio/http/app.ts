/**
 * The order in which a request meets things, which is Botpress's: a server that is not ready, the messaging server, the
 * body parsers, CORS, the bots' routers, the modules' assets, short links, and the core's own answer to what went wrong.
 */
import express, { type Express, type RequestHandler, type Router } from 'express'
import { answerWithError } from './core-errors'
import { type BotRouters } from './bot-routers'
import { type ShortLinks } from './short-links'

export interface AppParts {
  rootPath: string
  isReady(): boolean
  /** Answered even before the parsers have read the body. */
  before: Router[]
  bots: BotRouters
  shortLinks: ShortLinks
  /** A module's folder of assets, served to anybody. */
  assetsOf(moduleName: string): string | undefined
  pages: Router
}

const JSON_LIMIT = '10mb'
const LOADING =
  '<!doctype html><html><head><meta http-equiv="refresh" content="2"><title>Loading</title></head><body>The server is loading. This page tries again by itself.</body></html>'

export const createApp = (parts: AppParts): Express => {
  const app = express()
  app.disable('x-powered-by')
  app.use(untilReady(parts.isReady))
  for (const router of parts.before) app.use(router)

  const json = express.json({ limit: JSON_LIMIT })
  const urlencoded = express.urlencoded({ extended: true })
  app.use((req, res, next) => (parts.bots.isParserOff('json', req.path) ? next() : json(req, res, next)))
  app.use((req, res, next) =>
    parts.bots.isParserOff('urlencoded', req.path) ? next() : urlencoded(req, res, next)
  )
  app.use(cors)

  app.use(parts.bots.router)
  app.use('/assets/modules/:module', (req, res, next) => {
    const folder = parts.assetsOf(req.params.module ?? '')
    return folder ? void express.static(folder, { index: false })(req, res, next) : next()
  })
  app.get('/s/:name', parts.shortLinks.handler)
  app.use(parts.pages)
  app.use(answerWithError)

  if (parts.rootPath === '') return app
  const outer = express()
  outer.disable('x-powered-by')
  outer.use(parts.rootPath, app)
  outer.use(app)
  return outer
}

/** Modules may call each other while the server is loading: Botpress knows them by their client and their token. */
const untilReady =
  (isReady: () => boolean): RequestHandler =>
  (req, res, next) => {
    const isModule = (req.headers['user-agent'] ?? '').includes('axios') && req.headers.authorization
    if (isReady() || isModule) return next()
    res.status(503).type('html').send(LOADING)
  }

const cors: RequestHandler = (req, res, next) => {
  res.set('Access-Control-Allow-Origin', '*')
  if (req.method !== 'OPTIONS') return next()
  res.set('Access-Control-Allow-Methods', 'GET,HEAD,PUT,PATCH,POST,DELETE')
  const wanted = req.headers['access-control-request-headers']
  if (wanted) res.set('Access-Control-Allow-Headers', wanted).vary('Access-Control-Request-Headers')
  res.status(204).set('Content-Length', '0').end()
}
