import { listOf } from '../http/lists'
import { route, type AnyRoute } from '../http/route'
import type { Audit } from './audit'
import { auditEntrySchema, auditQuerySchema } from './schema'

export const auditRoutes = (audit: Audit): AnyRoute[] => [
  route({
    method: 'get',
    path: '/audit',
    tag: 'Module',
    summary: 'Who did what, newest first',
    query: auditQuerySchema,
    answer: listOf(auditEntrySchema),
    handle: ({ botId, query }) => audit.list(botId, query)
  })
]
