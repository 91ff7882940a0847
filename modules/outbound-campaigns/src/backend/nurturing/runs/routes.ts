import { calledBy, leadsByIds } from '../../leads'
import type { Database } from '../../platform/database/database'
import { pageQuerySchema } from '../../platform/http/lists'
import { route, type AnyRoute } from '../../platform/http/route'
import type { Runs } from './runs'
import { askedRunSchema, namedRunSchema, runIdSchema, runListSchema, runSchema, shownRun } from './schema'

const tag = 'Nurturing'

export const runRoutes = (db: Database, runs: Runs): AnyRoute[] => [
  route({
    method: 'post',
    path: '/nurturing/run',
    tag,
    summary: 'Begin a run, which goes on in the background; 409 names the one that is under way',
    body: askedRunSchema,
    bodyOptional: true,
    answer: runSchema,
    status: 202,
    handle: async ({ botId, body, caller }) => shownRun(await runs.start(botId, body?.dry_run, caller))
  }),
  route({
    method: 'get',
    path: '/nurturing/runs',
    tag,
    summary: 'The runs with their nine tasks, newest first',
    query: pageQuerySchema,
    answer: runListSchema,
    async handle({ botId, query }) {
      const page = await runs.list(botId, query)
      return { ...page, items: page.items.map(shownRun) }
    }
  }),
  route({
    method: 'get',
    path: '/nurturing/runs/:id',
    tag,
    summary: 'One run',
    params: runIdSchema,
    answer: namedRunSchema,
    async handle({ botId, params }) {
      const run = await runs.get(botId, params.id)
      const ids = run.tasks.flatMap(({ concerned }) => concerned.map(({ lead_id }) => lead_id))
      const leads = await leadsByIds(db, botId, [...new Set(ids)])
      return { ...shownRun(run), names: Object.fromEntries(leads.map(lead => [lead.id, calledBy(lead)])) }
    }
  })
]
