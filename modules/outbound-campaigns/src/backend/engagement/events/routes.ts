import type { Database } from '../../platform/database/database'
import { route, type AnyRoute } from '../../platform/http/route'
import { countEvents, listEvents } from './list-store'
import { eventListSchema, eventsQuerySchema } from './schema'
import { shownEvent } from './shown'

export const eventRoutes = (db: Database): AnyRoute[] => [
  route({
    method: 'get',
    path: '/events',
    tag: 'Engagement',
    summary: 'What people did with what they were sent, newest first: all of it, machines as well',
    query: eventsQuerySchema,
    answer: eventListSchema,
    async handle({ botId, query: { limit, cursor, ...filter } }) {
      const { items, next_cursor } = await listEvents(db, botId, filter, { limit, cursor })
      return { items: items.map(shownEvent), next_cursor, total: await countEvents(db, botId, filter) }
    }
  })
]
