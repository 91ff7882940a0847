import { z } from 'zod'
import { listOf } from '../../platform/http/lists'
import { route, type AnyRoute } from '../../platform/http/route'
import {
  changeShape,
  objectionSchema,
  peopleSchema,
  savedSequenceSchema,
  sequenceIdSchema
} from '../templates/schema'
import type { Templates } from '../templates/templates'
import { previewedSchema } from '../versions/preview-schema'
import { stepChangeSchema, type StepEdits } from './edits'
import { givenStepSchema, givenStepsSchema, shownStepSchema } from './given-schema'

const tag = 'Sequences'

const savedStepSchema = z.object({
  step: shownStepSchema,
  revision: z.number().int().describe("The sequence's, by now"),
  warnings: z.array(objectionSchema)
})

/** A query has no numbers and lists. */
const howSchema = z.object({
  people: peopleSchema.default('stay'),
  revision: z.coerce.number().int().optional()
})

const extra = { template_id: z.number().int().min(1), ...changeShape }
const [email, whatsapp, wait, task, condition, webhook] = givenStepSchema.options
const newStepSchema = z.discriminatedUnion('type', [
  email.extend(extra),
  whatsapp.extend(extra),
  wait.extend(extra),
  task.extend(extra),
  condition.extend(extra),
  webhook.extend(extra)
])

/** The steps of sequences: one by one, or the whole list in one go. */
export const stepRoutes = ({
  templates,
  edits,
  bodyLimit
}: {
  templates: Templates
  edits: StepEdits
  bodyLimit: number
}): AnyRoute[] => [
  route({
    method: 'get',
    path: '/sequences/steps',
    tag,
    summary: 'The steps that new people of a sequence get, in the order of the way',
    query: z.object({ template_id: z.coerce.number().int().min(1) }),
    answer: listOf(shownStepSchema),
    async handle({ botId, query }) {
      const items = await edits.list(botId, query.template_id)
      return { items, next_cursor: null, total: items.length }
    }
  }),
  route({
    method: 'post',
    path: '/sequences/steps',
    tag,
    summary: 'Add a step at a place of its list, or at its end',
    body: newStepSchema,
    bodyLimit,
    answer: savedStepSchema,
    status: 201,
    async handle({ botId, body, caller }) {
      const { template_id, people, known_fields, revision, ...step } = body
      const how = { people, known_fields, revision }
      return answerOf(await edits.add(botId, template_id, step, how, caller))
    }
  }),
  route({
    method: 'put',
    path: '/sequences/steps/:id',
    tag,
    summary: 'Change a step. What is not named stays as it is',
    params: sequenceIdSchema,
    body: stepChangeSchema,
    bodyLimit,
    answer: savedStepSchema,
    async handle({ botId, params, body, caller }) {
      return answerOf(await edits.change(botId, params.id, body, caller))
    }
  }),
  route({
    method: 'delete',
    path: '/sequences/steps/:id',
    tag,
    summary: 'Take a step out; a condition with everything in its branches',
    params: sequenceIdSchema,
    query: howSchema,
    answer: savedSequenceSchema,
    handle: ({ botId, params, query, caller }) =>
      edits.remove(botId, params.id, { ...query, known_fields: [] }, caller)
  }),
  route({
    method: 'put',
    path: '/sequences/templates/:id/steps',
    tag,
    summary: 'The whole list of steps in one go',
    params: sequenceIdSchema,
    body: z.strictObject({ steps: givenStepsSchema, ...changeShape }),
    bodyLimit,
    answer: savedSequenceSchema,
    handle: ({ botId, params, body, caller }) => templates.change(botId, params.id, body, caller)
  }),
  route({
    method: 'post',
    path: '/sequences/templates/:id/steps/preview',
    tag,
    summary: 'Who would land where if these were its steps and people went over to them. Nothing is saved',
    params: sequenceIdSchema,
    body: z.strictObject({ steps: givenStepsSchema, known_fields: changeShape.known_fields }),
    bodyLimit,
    answer: z.object({ people: z.array(previewedSchema), warnings: z.array(objectionSchema) }),
    handle: ({ botId, params, body }) => templates.preview(botId, params.id, body.steps, body.known_fields)
  })
]

const answerOf = ({ step, saved }: Awaited<ReturnType<StepEdits['add']>>) => ({
  step,
  revision: saved.revision,
  warnings: saved.warnings
})
