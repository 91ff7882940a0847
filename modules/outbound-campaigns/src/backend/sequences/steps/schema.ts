import { z } from 'zod'
import { templateButtonSchema, templateHeaderSchema } from '../../channels/whatsapp/message'

/**
 * A sequence's steps. They are told as a flat list: a step stands in the main line, or in a branch of the condition that
 * `parent_key` names. After the last step of a branch the way goes on behind the condition, unless it ends there.
 */
export const STEP_TYPES = ['email', 'whatsapp', 'wait', 'task', 'condition', 'webhook'] as const
export type StepType = (typeof STEP_TYPES)[number]

export const BRANCHES = ['yes', 'no'] as const
export type Branch = (typeof BRANCHES)[number]

const days = z.number().int().min(0).max(365)
const hours = z.number().int().min(0).max(23)
const onFailure = z
  .enum(['continue', 'stop'])
  .describe(
    'What becomes of the lead when this can never be delivered: on to the next step, or out of the sequence'
  )

/** Liquid: `{{first_name}}`, `{{first_name | default: "amigo"}}`. The older `{first_name}` is understood. */
const template = (most: number) => z.string().max(most)

export const emailConfigSchema = z.strictObject({
  subject: template(500).min(1),
  html: template(500_000).min(1),
  text: template(200_000).nullable().default(null).describe('null: made from the HTML'),
  preheader: template(500).nullable().default(null).describe('What an inbox shows behind the subject'),
  in_thread: z
    .boolean()
    .nullable()
    .default(null)
    .describe('As an answer to the mail before; null: as the sequence is set'),
  on_failure: onFailure.default('stop')
})

export const whatsappConfigSchema = z.strictObject({
  template_id: z.string().trim().min(1).max(512),
  template_namespace: z.string().trim().min(1).nullable().default(null),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language such as es_MX or en'),
  variables: z.array(template(1024)).max(100).default([]).describe('In the order of the template'),
  parameter_names: z
    .array(z.string())
    .nullable()
    .default(null)
    .describe('Where the template names its variables: the names, in the order of `variables`'),
  header: templateHeaderSchema.nullable().default(null),
  buttons: z.array(templateButtonSchema).max(10).nullable().default(null),
  on_failure: onFailure.default('continue')
})

export const waitConfigSchema = z.strictObject({})

export const taskConfigSchema = z.strictObject({
  title: template(200).min(1),
  note: template(10_000).nullable().default(null),
  due_days: days.default(0).describe('How long somebody has for it'),
  due_hours: hours.default(0),
  blocks: z.boolean().default(true).describe('Whether the lead waits until it is done or skipped')
})

export const FIELD_OPERATORS = [
  'is',
  'is_not',
  'contains',
  'is_set',
  'is_not_set',
  'at_least',
  'less_than'
] as const

/** What is asked of a lead. Of what people do, only what a human did (or may have done) counts. */
export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['opened', 'clicked', 'replied']),
    step_key: z.string().nullable().default(null).describe('Which step it is about; null: any before')
  }),
  z.strictObject({ kind: z.literal('score'), at_least: z.number().min(0).max(100) }),
  z.strictObject({
    kind: z.literal('field'),
    field: z.string().min(1).max(100).describe("One of the lead's own, or a custom field"),
    operator: z.enum(FIELD_OPERATORS),
    value: z
      .union([z.string().max(1000), z.number(), z.boolean()])
      .nullable()
      .default(null)
  })
])
export type Check = z.infer<typeof checkSchema>

const afterBranch = z.enum(['continue', 'end']).default('continue')

export const conditionConfigSchema = z.strictObject({
  check: checkSchema,
  within_days: days
    .default(0)
    .describe('How long the lead is given: yes as soon as it is so, no when the time is over'),
  within_hours: hours.default(0),
  after_yes: afterBranch,
  after_no: afterBranch
})

export const webhookConfigSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  secret: z
    .string()
    .min(8)
    .max(200)
    .nullable()
    .default(null)
    .describe('Signs each call; shown only as `set`'),
  data: z
    .record(z.string().min(1).max(100), template(2000))
    .default({})
    .describe('Sent along beside the lead, by name'),
  timeout_seconds: z.number().int().min(1).max(60).default(30),
  on_failure: onFailure.default('continue')
})

/** Where a step stands, and when it is due. */
export const placeShape = {
  key: z
    .string()
    .regex(/^[a-z0-9_-]{1,60}$/, 'small letters, digits, - and _')
    .describe('What the step is called in every version of its sequence'),
  parent_key: z.string().nullable().default(null),
  branch: z.enum(BRANCHES).nullable().default(null),
  delay_days: days.default(0).describe('Counted from when the step before was really sent or done'),
  delay_hours: hours.default(0)
}

/** One step as it is given and kept. Its position is its place in the list (of its branch). */
export const stepSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...placeShape, type: z.literal('email'), config: emailConfigSchema }),
  z.strictObject({ ...placeShape, type: z.literal('whatsapp'), config: whatsappConfigSchema }),
  z.strictObject({ ...placeShape, type: z.literal('wait'), config: waitConfigSchema.default({}) }),
  z.strictObject({ ...placeShape, type: z.literal('task'), config: taskConfigSchema }),
  z.strictObject({ ...placeShape, type: z.literal('condition'), config: conditionConfigSchema }),
  z.strictObject({ ...placeShape, type: z.literal('webhook'), config: webhookConfigSchema })
])

export type Step = z.infer<typeof stepSchema>
export type StepOf<Type extends StepType> = Extract<Step, { type: Type }>

/** A step where it stands. */
export type PlacedStep = Step & { id: number; position: number }

/** A version of a sequence with everything that happens in it. It never changes once somebody is in it. */
export interface Version {
  id: number
  sequenceId: number
  n: number
  inUse: boolean
  /** In the order of the way: each step before those of its branches, and those before what follows it. */
  steps: readonly PlacedStep[]
}
