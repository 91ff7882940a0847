import { z } from 'zod'
import { renderedSchema } from '../../channels/whatsapp/template-components'
import { givenLeadSchema } from '../../leads'
import { givenStepSchema, givenStepsSchema } from '../steps/given-schema'
import { BRANCHES, checkSchema, STEP_TYPES } from '../steps/schema'
import { reasonSchema, settingsChangeSchema } from '../templates/schema'

/** What is asked of a simulation, a preview or a test, and what they show. */

const moment = z.iso.datetime({ offset: true })

/** Somebody who is there, or somebody made up; without either, somebody of whom nothing is known. */
const whom = {
  lead_id: z.number().int().min(1).optional(),
  lead: givenLeadSchema.optional().describe('Made up: nothing of it is kept')
}

const when = {
  at: moment.optional(),
  after_days: z.number().min(0).max(3650).optional().describe('Counted from the start')
}

export const happeningSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...when,
    type: z.enum(['opened', 'clicked', 'replied']),
    step_key: z.string().nullable().default(null).describe('null: the last message before it')
  }),
  z.strictObject({ ...when, type: z.enum(['meeting_booked', 'bounced', 'unsubscribed']) }),
  z.strictObject({ ...when, type: z.literal('auto_reply'), return_at: moment.nullable().default(null) })
])

export const simulateSchema = z.strictObject({
  ...whom,
  start_at: moment.optional().describe('Left out: now'),
  events: z.array(happeningSchema).max(200).default([]).describe('What the person does meanwhile'),
  steps: givenStepsSchema.optional().describe('These in place of those that are saved'),
  settings: settingsChangeSchema.optional().describe('These rules in place of those that are saved')
})

export const previewStepSchema = z.strictObject({
  ...whom,
  step: givenStepSchema.optional().describe('This in place of the one that is saved')
})

export const testSendSchema = previewStepSchema.extend({
  to: z.string().trim().min(1).max(320).describe('An e-mail address or a phone number of yours')
})

export const testSendAnswerSchema = z.object({
  accepted: z.boolean(),
  provider_id: z.string().nullable(),
  reason: reasonSchema.nullable()
})

export const contentSchema = z.union([
  z.object({
    type: z.literal('email'),
    to: z.string().nullable(),
    subject: z.string(),
    html: z.string().nullable(),
    text: z.string()
  }),
  z.object({
    type: z.literal('whatsapp'),
    to: z.string().nullable(),
    template_id: z.string(),
    message: renderedSchema
      .nullable()
      .describe("As the person will see it; null: the template's text is not known"),
    parameters: z.array(z.string())
  }),
  z.object({
    type: z.literal('task'),
    title: z.string(),
    note: z.string().nullable(),
    blocks: z.boolean()
  }),
  z.object({ type: z.literal('webhook'), url: z.string(), data: z.record(z.string(), z.string()) }),
  z.object({ type: z.enum(STEP_TYPES) })
])
export type Content = z.infer<typeof contentSchema>

const troubleSchema = z.object({ path: z.string(), code: z.string(), message: z.string() })
export type Trouble = z.infer<typeof troubleSchema>

export const previewSchema = z.object({
  step_key: z.string(),
  content: contentSchema,
  problems: z.array(troubleSchema)
})

const localSchema = z.object({
  date: z.iso.date(),
  time: z.string(),
  weekday: z.number().int().describe('1 is Monday, 7 Sunday')
})

const entry = {
  at: z.iso.datetime(),
  local: localSchema.describe("By the lead's clock"),
  day: z.number().int().describe('0 is the day of the start')
}

const whySchema = z.looseObject({ code: z.string(), until: z.iso.datetime() })

export const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    ...entry,
    kind: z.literal('step'),
    step_key: z.string(),
    type: z.enum(STEP_TYPES),
    why: z.array(whySchema).describe('Why it is later than its delay says'),
    outcome: z.enum(['sent', 'unreachable', 'waited', 'done', 'called']),
    due_at: z.iso.datetime().nullable().describe('Of a task: until when it should be done'),
    content: contentSchema,
    problems: z.array(troubleSchema)
  }),
  z.object({
    ...entry,
    kind: z.literal('condition'),
    step_key: z.string(),
    check: checkSchema,
    taken: z.enum(BRANCHES),
    because: z.enum(['so_at_once', 'came_true', 'not_so', 'time_over']),
    since: z.iso.datetime(),
    value: z.union([z.string(), z.number(), z.boolean()]).nullable().describe('What was found')
  }),
  z.object({
    ...entry,
    kind: z.literal('event'),
    type: z.string(),
    effect: z.enum(['noticed', 'paused', 'held', 'ended', 'nothing'])
  })
])
export type Entry = z.infer<typeof entrySchema>

export const simulationSchema = z.object({
  sequence_id: z.number().int(),
  zone: z.string(),
  start_at: z.iso.datetime(),
  entries: z.array(entrySchema),
  end: z.object({ ...entry, status: z.string(), reason: reasonSchema.nullable() }),
  notes: z.array(z.object({ code: z.string(), message: z.string() })).describe('What was not simulated')
})
export type SimulationShown = z.infer<typeof simulationSchema>
