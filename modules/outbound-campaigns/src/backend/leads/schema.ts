import { z } from 'zod'
import { listOf, pageQuerySchema } from '../platform/http/lists'
import { zoneSchema } from '../platform/settings/schema'
import { storable } from '../platform/text'

/**
 * active     may be written to
 * qualified  has reached the score that counts, or somebody said so
 * opted_out  wants to hear nothing any more, on any channel
 *
 * Which sequences a lead is in, the sequences know: a lead may be in several.
 */
export const LEAD_STATUSES = ['active', 'qualified', 'opted_out'] as const
export type LeadStatus = (typeof LEAD_STATUSES)[number]

export const PRIORITIES = ['low', 'medium', 'high'] as const
export const LANGUAGES = ['es', 'en'] as const

/** By what a lead is recognised. */
export const IDENTITIES = ['ext_id', 'email', 'phone_number'] as const
export type Identity = (typeof IDENTITIES)[number]

const MOST_CUSTOM_FIELDS = 200
const LONGEST_CUSTOM_VALUE = 10_000

const text = (most: number) => z.string().max(most).transform(storable)

/** An empty text is what a form sends for nothing. */
const textOrNothing = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullable()
    .transform(value => (value === null || value === '' ? null : storable(value)))

const score = z.number().min(0).max(100)

const customValueSchema = z.union([text(LONGEST_CUSTOM_VALUE), z.number(), z.boolean()])
export type CustomValue = z.infer<typeof customValueSchema>

export const leadSchema = z.object({
  id: z.number().int(),
  ext_id: z.string().nullable().describe('Your own key of this person'),
  email: z.string().nullable().describe('As it was written'),
  phone_number: z.string().nullable().describe('As it is addressed'),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  company: z.string().nullable(),
  icp: z.string().nullable().describe('Which ideal customer profile this person belongs to'),
  score: score.nullable().describe('Your own score'),
  points: z.number().int().describe('Earned by what this person did: opens, clicks, replies'),
  total: score.describe('Both together, at most 100: what sequences and qualifying go by'),
  priority: z.enum(PRIORITIES).nullable(),
  timezone: z.string().nullable(),
  language: z.enum(LANGUAGES).nullable(),
  custom: z.record(z.string(), customValueSchema),
  status: z.enum(LEAD_STATUSES),
  qualified_at: z.iso.datetime().nullable(),
  tracking: z.boolean().describe('Whether opens and clicks of this person may be noticed'),
  consent_source: z.string().nullable().describe('Where they agreed to be written to'),
  consent_at: z.iso.datetime().nullable(),
  deal_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime()
})
export type Lead = z.infer<typeof leadSchema>

/** How somebody came to qualify, and who was told. */
export const qualificationShownSchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  how: z.enum(['score', 'person']).describe('score: by themselves; person: somebody said so'),
  by: z.string().nullable().describe('Who said so'),
  webhook: z
    .enum(['none', 'waiting', 'told', 'failed'])
    .describe('none: no webhook was set; failed: it was given up'),
  webhook_status: z.number().int().nullable().describe("The other server's last answer"),
  webhook_error: z.string().nullable(),
  webhook_at: z.iso.datetime().nullable()
})
export type QualificationShown = z.infer<typeof qualificationShownSchema>

/** How a lead's total comes about. Codes and numbers: whoever shows it has the words. */
export const leadScoringSchema = z.object({
  model: z.enum(['tiered', 'incremental']),
  own: score.nullable().describe('Your own score'),
  parts: z
    .array(
      z.object({
        kind: z.enum(['reply', 'click', 'open']),
        count: z.number().int(),
        points: z.number().int()
      })
    )
    .describe('What each kind earns, by the model that holds now: two replies 25, one click 8'),
  over: z.number().int().describe('What of the parts is beyond the cap and counts for nothing'),
  points: z.number().int().describe('What the parts come to'),
  total: score,
  up_to_date: z
    .boolean()
    .describe('false: the model was changed, and this lead still has the points of the one before'),
  last_engaged_at: z.iso.datetime().nullable(),
  min_score_to_qualify: z.number().int(),
  reached: z.boolean().describe('Whether the total is enough'),
  engaged: z.boolean().describe('Whether they replied or followed a link'),
  qualification: qualificationShownSchema.nullable().describe('The last time that they qualified')
})
export type LeadScoring = z.infer<typeof leadScoringSchema>

export const leadDetailSchema = leadSchema.extend({ scoring: leadScoringSchema })

const customChangeSchema = z
  .record(
    z
      .string()
      .min(1)
      .max(100)
      .refine(name => !/[\0{}]/.test(name), 'a name without braces'),
    customValueSchema.nullable()
  )
  .refine(fields => Object.keys(fields).length <= MOST_CUSTOM_FIELDS, `at most ${MOST_CUSTOM_FIELDS} fields`)

const fields = {
  ext_id: textOrNothing(200),
  email: textOrNothing(320),
  phone_number: textOrNothing(50),
  first_name: textOrNothing(200),
  last_name: textOrNothing(200),
  company: textOrNothing(200),
  icp: textOrNothing(200),
  score: score.nullable(),
  priority: z.enum(PRIORITIES).nullable(),
  timezone: zoneSchema.nullable(),
  language: z.enum(LANGUAGES).nullable(),
  custom: customChangeSchema.nullable().describe('By name; what is not named stays, null takes it away'),
  tracking: z.boolean(),
  consent_source: textOrNothing(500),
  consent_at: z.iso.datetime({ offset: true }).nullable(),
  deal_id: textOrNothing(200)
}

/** What is given of a lead. What is not named stays as it is; null takes it away. */
export const givenLeadSchema = z.strictObject(fields).partial()
export type LeadInput = z.infer<typeof givenLeadSchema>

export const leadChangeSchema = z
  .strictObject({
    ...fields,
    status: z
      .enum(['active', 'qualified'])
      .describe('Whether they count as qualified; an opt-out is entered where opt-outs are')
  })
  .partial()
export type LeadChange = z.infer<typeof leadChangeSchema>

/** Which leads: for lists, and for whoever takes many at a time. */
export const leadFilterSchema = z.strictObject({
  icp: z.string().trim().min(1).optional(),
  status: z.enum(LEAD_STATUSES).optional(),
  priority: z.enum(PRIORITIES).optional(),
  min_score: score.optional(),
  max_score: score.optional(),
  created_from: z.iso.datetime({ offset: true }).optional(),
  created_to: z.iso.datetime({ offset: true }).optional()
})
export type LeadFilter = z.infer<typeof leadFilterSchema>

const number = z.coerce.number().min(0).max(100).optional()

export const leadsQuerySchema = pageQuerySchema.extend({
  ...leadFilterSchema.shape,
  min_score: number,
  max_score: number,
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('The beginning of a name, company, e-mail address, phone number or ext_id'),
  sequence_id: z.coerce.number().int().min(1).optional().describe('Those who are or were in this sequence')
})
export type LeadsQuery = z.infer<typeof leadsQuerySchema>

export const leadSequenceSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  status: z.enum(['active', 'paused'])
})

/** What people do themselves. */
export const LEAD_ACTS = ['opened', 'clicked', 'replied', 'meeting_booked', 'complained'] as const
export type LeadAct = (typeof LEAD_ACTS)[number]

export const leadActivitySchema = z.object({
  type: z.enum(LEAD_ACTS),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  at: z.iso.datetime()
})
export const listedLeadSchema = leadSchema.extend({
  last_activity: leadActivitySchema
    .nullable()
    .describe('The last thing that this person did; what machines did is none'),
  sequences: z.array(leadSequenceSchema).describe('In which they are now')
})
export type ListedLead = z.infer<typeof listedLeadSchema>

export const leadListSchema = listOf(listedLeadSchema)

export const leadProfilesSchema = z.object({
  items: z.array(z.object({ icp: z.string(), leads: z.number().int() }))
})
export const leadIdSchema = z.object({ id: z.coerce.number().int().min(1) })
