import { z } from 'zod'
import { leadSchema } from '../../leads'
import { listOf, pageQuerySchema } from '../../platform/http/lists'
import { zoneSchema } from '../../platform/settings/schema'
import { givenStepsSchema, shownStepSchema } from '../steps/given-schema'

export const CATEGORIES = ['cold_outreach', 'nurture', 'follow_up', 'win_back', 'custom'] as const
export type Category = (typeof CATEGORIES)[number]

export const reasonSchema = z.object({
  code: z.string(),
  detail: z.string(),
  channels: z
    .array(z.enum(['email', 'whatsapp']))
    .optional()
    .describe('On which channels it stands still; the other one goes on'),
  since: z.iso.datetime().optional()
})

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00')
const aDay = z.number().int().min(1).max(1_000_000)

/** By which rules a sequence goes. */
export const sequenceSettingsSchema = z.strictObject({
  pause_on_reply: z.boolean().default(true).describe('On any channel; automatic answers do not count'),
  pause_on_meeting: z.boolean().default(true),
  pause_company_on_reply: z
    .boolean()
    .default(false)
    .describe('A reply pauses everybody of the same company in this sequence'),
  skip_weekends: z.boolean().default(false),
  holidays: z.array(z.iso.date()).max(500).default([]).describe('Days on which nothing is sent'),
  send_window: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .nullable()
    .default(null)
    .describe("In the lead's own time zone, else the sequence's, else the bot's; null: always"),
  timezone: zoneSchema.nullable().default(null),
  daily_limit: aDay.nullable().default(null).describe('Messages of this sequence in a day'),
  new_leads_per_day: aDay.nullable().default(null).describe('People who get their first message in a day'),
  in_thread: z.boolean().default(false).describe('Follow-up mails as answers to the first one'),
  reply_to: z.email().nullable().default(null),
  from_name: z.string().trim().max(100).nullable().default(null),
  tracking: z.boolean().default(true).describe('Whether opens and clicks are noticed'),
  unconfirmed_after_hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30)
    .default(24)
    .describe('When a mail of which nobody knows counts as sent, so that nobody is stuck')
})
export type SequenceSettings = z.infer<typeof sequenceSettingsSchema>

/** Without its default: what is not named stays as it is. */
const maybe = <T extends z.ZodType>(withDefault: z.ZodDefault<T>) => withDefault.unwrap().optional()
const rules = sequenceSettingsSchema.shape

/** Some of the rules: what is not named stays as it is. */
export const settingsChangeSchema = z.strictObject({
  pause_on_reply: maybe(rules.pause_on_reply),
  pause_on_meeting: maybe(rules.pause_on_meeting),
  pause_company_on_reply: maybe(rules.pause_company_on_reply),
  skip_weekends: maybe(rules.skip_weekends),
  holidays: maybe(rules.holidays),
  send_window: maybe(rules.send_window),
  timezone: maybe(rules.timezone),
  daily_limit: maybe(rules.daily_limit),
  new_leads_per_day: maybe(rules.new_leads_per_day),
  in_thread: maybe(rules.in_thread),
  reply_to: maybe(rules.reply_to),
  from_name: maybe(rules.from_name),
  tracking: maybe(rules.tracking),
  unconfirmed_after_hours: maybe(rules.unconfirmed_after_hours)
})

export const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({ kind: z.literal('on_lead_created') }),
  z.strictObject({ kind: z.literal('score_threshold'), score: z.number().int().min(0).max(100) }),
  z.strictObject({ kind: z.literal('cold_lead') })
])
export type Trigger = z.infer<typeof triggerSchema>

const score = z.number().int().min(0).max(100).nullable()

/** What a sequence is, beside its steps: as it is kept. */
export const sequenceFieldsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000).nullable(),
  category: z.enum(CATEGORIES),
  icp: z.string().trim().min(1).max(200).nullable().describe('For leads of this profile'),
  priority_filter: leadSchema.shape.priority.describe('For leads of this priority'),
  min_score: score.describe('For leads with at least this score'),
  max_score: score,
  active: z.boolean().describe('Whether it takes people and sends'),
  trigger: triggerSchema.describe('What makes a lead start it by itself'),
  settings: sequenceSettingsSchema
})
export type SequenceFields = z.infer<typeof sequenceFieldsSchema>

export const peopleSchema = z
  .enum(['stay', 'move'])
  .describe('Whether people who are in it stay on the steps they began with, or go over to these')
export type People = z.infer<typeof peopleSchema>

/** What goes along with every change of steps. */
export const changeShape = {
  people: peopleSchema.default('stay'),
  known_fields: z
    .array(z.string().min(1).max(100))
    .max(200)
    .default([])
    .describe('Custom fields that no lead has yet and the steps may use'),
  revision: z
    .number()
    .int()
    .optional()
    .describe('The revision that was read: 409 if somebody has changed the sequence since')
}

/** What is not named stays as it is; `steps` replaces the whole list. */
export const sequenceChangeSchema = z.strictObject({
  ...sequenceFieldsSchema.partial().shape,
  settings: settingsChangeSchema.optional(),
  steps: givenStepsSchema.optional(),
  ...changeShape
})
export type SequenceChange = z.infer<typeof sequenceChangeSchema>

/** Creates, or changes the one with this id or name. */
export const givenSequenceSchema = sequenceChangeSchema.extend({
  name: sequenceFieldsSchema.shape.name,
  id: z.number().int().min(1).optional()
})
export type GivenSequence = z.infer<typeof givenSequenceSchema>

const count = z.number().int()
const rate = z.number().nullable().describe('Between 0 and 1; null while there is nothing to compare')

export const countsSchema = z.object({
  total: count,
  active: count,
  paused: count,
  completed: count,
  stopped: count,
  qualified: count,
  opted_out: count,
  failed: count
})
export type Counts = z.infer<typeof countsSchema>

export const figuresSchema = z.object({
  emails_sent: count,
  whatsapps_sent: count,
  opened: count,
  clicked: count,
  replied: count,
  bounced: count,
  open_rate: rate.describe('Mails opened, of those sent'),
  click_rate: rate.describe('Mails clicked, of those sent'),
  reply_rate: rate.describe('People who answered, of those who were sent something'),
  completion_rate: rate.describe('People who came to the end or qualified, of all')
})
export type Figures = z.infer<typeof figuresSchema>

export const sequenceSchema = sequenceFieldsSchema.extend({
  id: z.number().int(),
  revision: z.number().int(),
  version: z
    .object({
      id: z.number().int(),
      n: z.number().int(),
      in_use: z.boolean().describe('People came to it: changing the steps makes the next version')
    })
    .nullable(),
  total_steps: count,
  status_reason: reasonSchema.nullable().describe('Why it stands still although it is active'),
  is_default: z.boolean().describe("One of the module's own"),
  counts: countsSchema,
  metrics: figuresSchema,
  next_due_at: z.iso
    .datetime()
    .nullable()
    .describe('When something is due for somebody next; what waits for an answer or a task has no time'),
  created_at: z.iso.datetime(),
  created_by: z.string().nullable(),
  updated_at: z.iso.datetime()
})
export type Sequence = z.infer<typeof sequenceSchema>

export const sequenceWithStepsSchema = sequenceSchema.extend({ steps: z.array(shownStepSchema) })
export type SequenceWithSteps = z.infer<typeof sequenceWithStepsSchema>

export const objectionSchema = z.object({
  path: z.string().describe('What it is about: steps.2.config.template_id'),
  code: z.string(),
  message: z.string()
})
export type Objection = z.infer<typeof objectionSchema>

export const savedSequenceSchema = sequenceWithStepsSchema.extend({
  warnings: z.array(objectionSchema).describe('Good to know; it was saved all the same')
})
export type SavedSequence = z.infer<typeof savedSequenceSchema>

export const sequencesQuerySchema = pageQuerySchema.extend({
  search: z.string().trim().min(1).max(200).optional().describe('The beginning of the name'),
  category: z.enum(CATEGORIES).optional(),
  icp: z.string().trim().min(1).optional(),
  active: z.enum(['true', 'false']).optional()
})
export type SequencesQuery = z.infer<typeof sequencesQuerySchema>

export const sequenceListSchema = listOf(sequenceSchema)
export const sequenceIdSchema = z.object({ id: z.coerce.number().int().min(1) })

export const sequenceCheckSchema = z.object({
  ready: z.boolean(),
  problems: z.array(objectionSchema).describe('Each must be mended before it can be switched on'),
  warnings: z.array(objectionSchema)
})
export type SequenceCheck = z.infer<typeof sequenceCheckSchema>
