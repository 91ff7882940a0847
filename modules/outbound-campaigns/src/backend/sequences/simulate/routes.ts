import { conflict } from '../../platform/http/problem'
import { route, type AnyRoute } from '../../platform/http/route'
import { placeShape } from '../steps/schema'
import { sequenceIdSchema } from '../templates/schema'
import {
  previewSchema,
  previewStepSchema,
  simulateSchema,
  simulationSchema,
  testSendAnswerSchema,
  testSendSchema
} from './schema'
import { Simulations, type SimulationSources } from './simulation'
import { sendTestMail, sendTestTemplate } from './test-send'

const tag = 'Sequences'
/** A list of steps with their HTML may come along. */
const BODY_LIMIT = 16 * 1024 * 1024

const stepParams = sequenceIdSchema.extend({ key: placeShape.key })

/** To look at before anybody is in it. */
export const simulationRoutes = (sources: SimulationSources): AnyRoute[] => {
  const simulations = new Simulations(sources)
  return [
    route({
      method: 'post',
      path: '/sequences/templates/:id/simulate',
      tag,
      summary:
        "A lead's whole way through, by the calendar and with every message. Nothing is written or sent",
      params: sequenceIdSchema,
      body: simulateSchema,
      bodyOptional: true,
      bodyLimit: BODY_LIMIT,
      answer: simulationSchema,
      handle: ({ botId, params, body }) => simulations.simulate(botId, params.id, body)
    }),
    route({
      method: 'post',
      path: '/sequences/templates/:id/steps/:key/preview',
      tag,
      summary: 'What one step would say to a lead',
      params: stepParams,
      body: previewStepSchema,
      bodyOptional: true,
      bodyLimit: BODY_LIMIT,
      answer: previewSchema,
      async handle({ botId, params: { id, key }, body }) {
        const { step, contents } = await simulations.stepFor(botId, id, key, body)
        return { step_key: step.key, ...(await contents.of(step)) }
      }
    }),
    route({
      method: 'post',
      path: '/sequences/templates/:id/steps/:key/test-send',
      tag,
      summary: "Send one step's message to an address of yours",
      params: stepParams,
      body: testSendSchema,
      bodyLimit: BODY_LIMIT,
      answer: testSendAnswerSchema,
      async handle({ botId, params: { id, key }, body: { to, ...asked } }) {
        const { sequence, version, step, contents } = await simulations.stepFor(botId, id, key, asked)
        switch (step.type) {
          case 'email':
            return sendTestMail({ sequence, version, step }, contents, to)
          case 'whatsapp':
            return sendTestTemplate(
              step,
              contents,
              { to, botId, sequenceId: id },
              sources.whatsapp,
              await sources.settings.of(botId)
            )
          default:
            throw conflict(`The step "${key}" sends nothing: it is a ${step.type}.`)
        }
      }
    })
  ]
}
