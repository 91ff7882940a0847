import { z } from 'zod'
import {
  conditionConfigSchema,
  emailConfigSchema,
  placeShape,
  stepSchema,
  taskConfigSchema,
  waitConfigSchema,
  webhookConfigSchema,
  whatsappConfigSchema,
  type Step
} from './schema'

/** Steps as they are given and shown. What was read can be given back as it is. */
export const MOST_STEPS = 100

/** The secret of a webhook is shown only as `set`; given back as `set`, it stays as it is. */
const SET = 'set'

const place = {
  ...placeShape,
  key: placeShape.key.optional().describe('Left out: made up, such as email-1'),
  id: z.number().int().optional().describe('Not looked at: a step is known by its key'),
  position: z.number().int().optional().describe('Not looked at in a whole list, which has an order')
}

const givenWebhookSchema = webhookConfigSchema.extend({
  secret: z
    .union([z.literal(SET), webhookConfigSchema.shape.secret.unwrap().unwrap()])
    .nullable()
    .default(null)
    .describe('Signs each call; `set` leaves it as it is')
})

export const givenStepSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...place, type: z.literal('email'), config: emailConfigSchema }),
  z.strictObject({ ...place, type: z.literal('whatsapp'), config: whatsappConfigSchema }),
  z.strictObject({ ...place, type: z.literal('wait'), config: waitConfigSchema.default({}) }),
  z.strictObject({ ...place, type: z.literal('task'), config: taskConfigSchema }),
  z.strictObject({ ...place, type: z.literal('condition'), config: conditionConfigSchema }),
  z.strictObject({ ...place, type: z.literal('webhook'), config: givenWebhookSchema })
])
export type GivenStep = z.infer<typeof givenStepSchema>

export const givenStepsSchema = z.array(givenStepSchema).max(MOST_STEPS)

const shownPlace = {
  ...placeShape,
  id: z.number().int(),
  position: z.number().int().describe('The place in its list, the main line or a branch, counted from 1')
}
const shownWebhookSchema = webhookConfigSchema.extend({ secret: z.literal(SET).nullable() })

export const shownStepSchema = z.discriminatedUnion('type', [
  z.object({ ...shownPlace, type: z.literal('email'), config: emailConfigSchema }),
  z.object({ ...shownPlace, type: z.literal('whatsapp'), config: whatsappConfigSchema }),
  z.object({ ...shownPlace, type: z.literal('wait'), config: waitConfigSchema }),
  z.object({ ...shownPlace, type: z.literal('task'), config: taskConfigSchema }),
  z.object({ ...shownPlace, type: z.literal('condition'), config: conditionConfigSchema }),
  z.object({ ...shownPlace, type: z.literal('webhook'), config: shownWebhookSchema })
])
export type ShownStep = z.infer<typeof shownStepSchema>

export const shownStep = (step: Step & { id: number; position: number }): ShownStep =>
  step.type === 'webhook'
    ? { ...step, config: { ...step.config, secret: step.config.secret === null ? null : SET } }
    : step

/** The step as it is kept: with its key, and the secret that `set` stands for (null where there is none). */
export const keptStep = (given: GivenStep, key: string, secretOf: (key: string) => string | null): Step => {
  const { id, position, ...step } = given
  if (step.type !== 'webhook') return stepSchema.parse({ ...step, key })
  const { secret } = step.config
  return stepSchema.parse({
    ...step,
    key,
    config: { ...step.config, secret: secret === SET ? secretOf(key) : secret }
  })
}

/** Whether it says `set` where nothing was ever set. */
export const lacksSecret = (
  given: GivenStep,
  key: string,
  secretOf: (key: string) => string | null
): boolean => given.type === 'webhook' && given.config.secret === SET && secretOf(key) === null
