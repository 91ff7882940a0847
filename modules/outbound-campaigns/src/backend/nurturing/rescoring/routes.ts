import { route, type AnyRoute } from '../../platform/http/route'
import type { Rescorings } from './rescorings'
import { rescoringSchema, rescoringStateSchema, shownRescoring } from './schema'

const tag = 'Nurturing'

export const rescoringRoutes = (rescorings: Rescorings): AnyRoute[] => [
  route({
    method: 'get',
    path: '/nurturing/rescore',
    tag,
    summary: 'How far the leads are that get the points of another model',
    answer: rescoringStateSchema,
    async handle({ botId }) {
      const last = await rescorings.last(botId)
      return { needed: await rescorings.isNeeded(botId), last: last ? shownRescoring(last) : null }
    }
  }),
  route({
    method: 'post',
    path: '/nurturing/rescore',
    tag,
    summary:
      'Give all leads the points of the model that holds now; one at a time, and the same again is the same',
    answer: rescoringSchema,
    status: 202,
    handle: async ({ botId, caller }) => shownRescoring(await rescorings.start(botId, caller))
  })
]
