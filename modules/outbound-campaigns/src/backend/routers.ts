import type { http } from 'botpress/sdk'
import { version } from '../../package.json'
import { botActionRoutes } from './bot-actions'
import type { Capabilities } from './capabilities'
import { templatesRoutes } from './channels/whatsapp/routes'
import type { Foundation } from './foundation'
import {
  ConversationNumbers,
  inboxRoutes,
  publicBaseOf,
  SignatureSecrets,
  vonageWebhooks,
  webhookAddresses
} from './inbox'
import { metricsTextRoute, Standings } from './observability'
import { auditRoutes } from './platform/audit/routes'
import { MODULE_NAME } from './platform/host'
import { openApiRoute } from './platform/http/openapi'
import type { PublicRoute } from './platform/http/public-route'
import type { AnyRoute } from './platform/http/route'
import { serve, serveNotFound } from './platform/http/serve'
import { servePublic } from './platform/http/serve-public'
import type { MountedBots } from './platform/mounted-bots'
import { settingsRoutes } from './platform/settings/routes'
import { statusRoutes } from './status/routes'
import { webhookRoutes } from './status/webhooks'

/** Botpress's own parsers are off for the module's whole path: see http/body.ts. */
const OWN_PARSERS = { enableJsonBodyParser: false, enableUrlEncoderBodyParser: false }

/** Opens every address of the module. The public ones first: a private router of the same name would ask all for a token. */
export const openRouters = (
  foundation: Foundation,
  capabilities: Capabilities,
  bots: MountedBots,
  onFault: (fault: unknown, where: string) => void
): void => {
  const { host, addresses } = foundation
  const open = publicRoutes(foundation, capabilities)
  servePublic(
    host.http.createRouterForBot(MODULE_NAME, { checkAuthentication: false, ...OWN_PARSERS }),
    open,
    { onFault }
  )
  // Reading needs `read` on the module and everything else `write`.
  const router = host.http.createRouterForBot(MODULE_NAME, {
    checkAuthentication: true,
    checkMethodPermissions: true,
    ...OWN_PARSERS
  })
  addresses.areOf(router)
  const routes = privateRoutes(foundation, capabilities, bots, router)
  serve(router, [...routes, openApiRoute(routes, version, open)], {
    botExists: botId => bots.has(botId),
    onFault
  })
  serveNotFound(router)
}

/** What anybody may call: each proves by itself what it must. */
const publicRoutes = (
  { host, inbox, links, settings, counted }: Foundation,
  { compliance, engagement }: Capabilities
): PublicRoute[] => [
  ...vonageWebhooks({
    inbox,
    links,
    secrets: new SignatureSecrets(host.bots),
    forwardsInbound: async botId => (await settings.of(botId)).forward_inbound,
    logger: host.logger,
    watch: counted.webhook
  }),
  ...compliance.publicRoutes,
  ...engagement.publicRoutes
]

/** What needs a token of Botpress's. */
const privateRoutes = (
  foundation: Foundation,
  capabilities: Capabilities,
  bots: MountedBots,
  router: http.RouterExtension
): AnyRoute[] => {
  const { host, db, calendar, settings, audit, inbox, links, whatsapp, email } = foundation
  const { leads, compliance, engagement, campaigns, sequences, nurturing, singles } = capabilities
  const { metrics, reports, runs } = capabilities
  const numbers = new ConversationNumbers(host.messaging)
  return [
    ...statusRoutes({
      host,
      db,
      bots,
      channels: { whatsapp, email },
      version,
      campaigns: botId => campaigns.campaigns.countByStatus(botId)
    }),
    metricsTextRoute(
      foundation.counted,
      new Standings({
        db,
        calendar,
        settings,
        whatsapp,
        email,
        lagOf: botId => bots.stateOf(botId)?.pulse.lag_ms ?? 0
      })
    ),
    ...webhookRoutes({
      addressesOf: async botId => {
        const base = await publicBaseOf(router)
        return {
          ...(await webhookAddresses(router, links, botId)),
          ses: await engagement.sesAddressOf(base, botId),
          events: `${base}/events`
        }
      },
      mayWrite: req => host.http.hasPermission(req, 'write', `module.${MODULE_NAME}`, true)
    }),
    ...settingsRoutes(settings),
    ...auditRoutes(audit),
    ...templatesRoutes(whatsapp),
    ...inboxRoutes(db, inbox),
    ...leads.routes,
    ...compliance.routes,
    ...engagement.routes,
    ...sequences.routes,
    ...nurturing.routes,
    ...runs.routes,
    ...singles.routes,
    ...metrics.routes,
    ...reports.routes,
    ...botActionRoutes({
      db,
      calendar,
      settings,
      audit,
      leads: leads.leads,
      sequences: sequences.flow,
      singles: singles.singles,
      numberOf: (botId, threadId) => numbers.of(botId, threadId),
      poke: botId => inbox.poke(botId)
    }),
    ...campaigns.routes
  ]
}
