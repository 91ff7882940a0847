import { z } from 'zod'
import type { Database } from '../platform/database/database'
import { toIso } from '../platform/database/values'
import { listOf, pageQuerySchema } from '../platform/http/lists'
import { notFound } from '../platform/http/problem'
import { route, type AnyRoute } from '../platform/http/route'
import type { Inbox } from './inbox'
import { countInbox, listAside, reopen } from './store'

const asideSchema = z.object({
  id: z.number().int(),
  kind: z.string(),
  received_at: z.iso.datetime(),
  attempts: z.number().int(),
  error: z.string()
})

/** What was told to us and could not be worked off: seen here, and taken up again once its cause is mended. */
export const inboxRoutes = (db: Database, inbox: Inbox): AnyRoute[] => [
  route({
    method: 'get',
    path: '/inbox/set-aside',
    tag: 'Module',
    summary: 'What came in and could not be worked off, with its error',
    query: pageQuerySchema,
    answer: listOf(asideSchema),
    async handle({ botId, query }) {
      const { items, next_cursor } = await listAside(db, botId, query)
      const { setAside } = await countInbox(db, botId)
      return {
        items: items.map(({ id, kind, receivedAt, attempts, error }) => ({
          id,
          kind,
          received_at: toIso(receivedAt),
          attempts,
          error
        })),
        next_cursor,
        total: setAside
      }
    }
  }),
  route({
    method: 'post',
    path: '/inbox/set-aside/:id/retry',
    tag: 'Module',
    summary: 'Take up again what was set aside',
    params: z.object({ id: z.coerce.number().int() }),
    answer: z.object({ retried: z.literal(true) }),
    async handle({ botId, params }) {
      if (!(await reopen(db, botId, params.id)))
        throw notFound(`Nothing with the number ${params.id} is set aside.`)
      inbox.poke(botId)
      return { retried: true as const }
    }
  })
]
