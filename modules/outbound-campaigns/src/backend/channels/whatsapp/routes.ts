import { route, type AnyRoute } from '../../platform/http/route'
import type { WhatsAppChannel } from './channel'
import { filterTemplates } from './templates'
import { templateListSchema, templatesQuerySchema } from './templates-schema'

export const templatesRoutes = (channel: Pick<WhatsAppChannel, 'templates'>): AnyRoute[] => [
  route({
    method: 'get',
    path: '/templates',
    tag: 'Module',
    summary: "The WhatsApp templates of the bot's account, as the provider lists them",
    query: templatesQuerySchema,
    answer: templateListSchema,
    async handle({ botId, query }) {
      const list = await channel.templates(botId, query.refresh === 'true')
      return { ...list, items: filterTemplates(list.items, query) }
    }
  })
]
