import { route, type AnyRoute } from '../../platform/http/route'
import { streamText } from '../../platform/http/stream'
import type { QualifiedLeads } from './qualified-leads'
import {
  qualificationIdSchema,
  qualifiedLeadSchema,
  qualifiedListSchema,
  qualifiedQuerySchema
} from './schema'

const tag = 'Nurturing'

export const qualifiedRoutes = (qualified: QualifiedLeads): AnyRoute[] => [
  route({
    method: 'get',
    path: '/nurturing/qualified',
    tag,
    summary: 'Who has qualified, newest first; with format=csv all of them as a file',
    query: qualifiedQuerySchema,
    answer: qualifiedListSchema,
    async handle({ botId, query }, res) {
      if (query.format === 'json') return qualified.list(botId, query)
      const pieces = qualified.csv(botId, query)
      await streamText(res, { type: 'text/csv', fileName: 'qualified-leads.csv' }, pieces)
      return { items: [], next_cursor: null, total: 0 }
    }
  }),
  route({
    method: 'post',
    path: '/nurturing/qualified/:id/tell',
    tag,
    summary: 'Call the webhook for this one once more',
    params: qualificationIdSchema,
    answer: qualifiedLeadSchema,
    status: 202,
    handle: ({ botId, params, caller }) => qualified.tellAgain(botId, params.id, caller)
  })
]
