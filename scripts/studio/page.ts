/** The Studio's page for one bot and one module: the HTML around the bundle of `page/`, and what that bundle is told. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import type { BotConfig } from 'botpress/sdk'
import { askForLink, cookieOf, type Entrance } from './auth/entrance'
import { type Role, WORKSPACE } from './auth/identity'
import { type FoundModule } from './modules/resolve'
import { translationsOf } from './modules/module-loader'
import { places } from './places'
import { isRecord } from './problems'

const LANGUAGES = ['es', 'en'] as const
type Language = (typeof LANGUAGES)[number]
const LANGUAGE_COOKIE = 'studio_language'

export interface PageParts {
  entrance: Entrance
  apiToken(role: Role): string
  bots(): Map<string, BotConfig>
  modules(): FoundModule[]
  sandbox: boolean
  /** The path of EXTERNAL_URL, under which everything is served as well. */
  rootPath: string
}

export const pageRoutes = (parts: PageParts): Router => {
  const router = express.Router()
  router.use('/studio/assets/page', express.static(places.page, { index: false }))
  router.use('/studio/assets/bootstrap', express.static(places.bootstrap, { index: false }))

  const home: RequestHandler = (_req, res) => res.redirect(homeOf(parts))
  router.get('/', home)
  router.get('/studio', home)
  // Before the bots: a bot of that name would hide it.
  if (parts.sandbox) router.get('/studio/sandbox', showSandbox(parts))
  router.get('/studio/:botId', (req, res) => res.redirect(pathTo(parts, req.params.botId ?? '')))
  router.get('/studio/:botId/modules/:module', show(parts))
  return router
}

export const homeOf = (parts: Pick<PageParts, 'bots' | 'modules' | 'rootPath'>): string => {
  const [first] = openBots(parts)
  return pathTo(parts, first?.id ?? 'demo')
}

const pathTo = (parts: Pick<PageParts, 'modules' | 'rootPath'>, botId: string): string => {
  const module = visible(parts.modules())[0]?.name ?? 'outbound-campaigns'
  return `${parts.rootPath}/studio/${encodeURIComponent(botId)}/modules/${module}`
}

const visible = (modules: FoundModule[]) => modules.filter(({ entry }) => !entry.definition.noInterface)

const show =
  (parts: PageParts): RequestHandler =>
  (req, res) => {
    const role = parts.entrance.visitor(req)
    if (!role) return askForLink(res, 401)
    const bot = openBots(parts).find(({ id }) => id === req.params.botId)
    const module = visible(parts.modules()).find(({ name }) => name === req.params.module)
    if (!bot || !module) {
      return void res
        .status(404)
        .type('text/plain')
        .send(`There is no such bot or module. Start again at ${homeOf(parts)}`)
    }
    sendPage(parts, req, res, { role, place: 'module', botId: bot.id, module: module.name })
  }

/** The sandboxes' own page. It belongs to no bot; its way back leads to the first one. */
const showSandbox =
  (parts: PageParts): RequestHandler =>
  (req, res) => {
    const role = parts.entrance.visitor(req)
    if (!role) return askForLink(res, 401)
    const botId = openBots(parts)[0]?.id ?? ''
    const module = visible(parts.modules())[0]?.name ?? ''
    sendPage(parts, req, res, { role, place: 'sandbox', botId, module })
  }

const openBots = (parts: Pick<PageParts, 'bots'>) => [...parts.bots().values()].filter(bot => !bot.disabled)

interface Shown {
  role: Role
  place: 'module' | 'sandbox'
  botId: string
  module: string
}

const sendPage = (parts: PageParts, req: Request, res: Response, { role, ...shown }: Shown): void => {
  const language = languageOf(req)
  if (req.query.lang === language) {
    res.cookie(LANGUAGE_COOKIE, language, { sameSite: 'strict', path: '/', maxAge: 365 * 86_400_000 })
  }
  const modules = visible(parts.modules())
  const translations = translationsOf(modules)
  const state = {
    ...shown,
    bots: openBots(parts).map(({ id, name }) => ({ id, name })),
    modules: modules.map(module => ({
      name: module.name,
      fullName: { es: fullName(module, 'es'), en: fullName(module, 'en') },
      menuIcon: module.entry.definition.menuIcon ?? 'application'
    })),
    language,
    apiToken: parts.apiToken(role),
    role,
    workspaceId: WORKSPACE,
    sandbox: parts.sandbox,
    translations: { es: translations.es ?? {}, en: translations.en ?? {} }
  }
  res
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(html(state, language, parts.rootPath))
}

const fullName = ({ name, entry }: FoundModule, language: Language): string => {
  const texts: unknown = entry.translations?.[language]
  const translated = isRecord(texts) ? texts.fullName : undefined
  return typeof translated === 'string' ? translated : (entry.definition.fullName ?? name)
}

const languageOf = (req: Request): Language => {
  const wanted = [req.query.lang, cookieOf(req, LANGUAGE_COOKIE), req.acceptsLanguages(...LANGUAGES)]
  return (
    LANGUAGES.find(language => language === wanted.find(asked => LANGUAGES.some(known => known === asked))) ??
    'es'
  )
}

/** As a script's text: `<` would end it, the two separators would break it in older browsers. */
const inScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')

const html = (
  state: { botId: string; workspaceId: string },
  language: Language,
  root: string
): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>Local Studio</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}/studio/assets/bootstrap/css/bootstrap.min.css">
<link rel="stylesheet" href="${root}/studio/assets/page/globals.css">
<link rel="stylesheet" href="${root}/studio/assets/page/studio.css">
</head>
<body>
<div id="app"></div>
<script>
window.__STUDIO__ = ${inScript(state)};
window.BOT_ID = ${inScript(state.botId)};
window.BOT_API_PATH = ${inScript(`${root}/api/v1/bots/${state.botId}`)};
window.WORKSPACE_ID = ${inScript(state.workspaceId)};
</script>
<script src="${root}/studio/assets/page/globals.js"></script>
<script src="${root}/studio/assets/page/studio.js"></script>
</body>
</html>
`
