import { z } from 'zod'
import { templateButtonSchema, templateHeaderSchema } from '../channels/whatsapp/message'
import { countrySchema, sendWindowSchema, zoneSchema } from '../platform/settings/schema'
import { CAMPAIGN_STATUSES } from './states'

/** A template's variable: the column that fills it, and what stands in where a row has nothing. */
const variableSchema = z.union([
  z.string().min(1),
  z.strictObject({ column: z.string().min(1), fallback: z.string().min(1).optional() })
])

const fields = {
  name: z.string().trim().min(1).max(200),
  template_id: z.string().trim().min(1).max(512).describe("The template's name, as the provider lists it"),
  template_namespace: z.string().trim().min(1).nullable(),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language such as es_MX or en'),
  variables: z
    .array(variableSchema)
    .max(100)
    .nullable()
    .describe(
      "The template's variables in order; null: the columns other than the number's, in the file's order"
    ),
  parameter_names: z
    .array(z.string())
    .nullable()
    .describe('Where the template names its variables: the names, in the order of `variables`'),
  header: templateHeaderSchema.nullable().describe('`{{column}}` in its text or link is filled from the row'),
  buttons: z
    .array(templateButtonSchema)
    .max(10)
    .nullable()
    .describe('`{{column}}` in a text or payload is filled from the row'),
  batch_size: z.number().int().min(1).max(10_000),
  batch_interval_ms: z.number().int().min(100).max(86_400_000),
  concurrency: z.number().int().min(1).max(200),
  max_retries: z.number().int().min(0).max(10),
  retry_backoff_ms: z
    .number()
    .int()
    .min(100)
    .max(900_000)
    .describe('Before the first retry of a message; each one after waits twice as long, at most 15 minutes'),
  max_error_rate: z.number().min(0).max(1),
  max_consecutive_errors: z.number().int().min(1),
  scheduled_at: z.iso.datetime({ offset: true }).nullable(),
  timezone: zoneSchema,
  send_window: sendWindowSchema.nullable(),
  default_country: z.string().regex(/^[A-Z]{2}$/, 'a country of two capital letters, such as MX')
}

/** What a campaign is made of, complete. */
export const campaignFieldsSchema = z.strictObject(fields)
export type CampaignFields = z.infer<typeof campaignFieldsSchema>

/** A new one: only the name and the template must be said, the rest comes from the bot's settings. */
const saidSchema = campaignFieldsSchema.extend({ default_country: countrySchema })

export const newCampaignSchema = saidSchema.partial().required({ name: true, template_id: true })
export type NewCampaign = z.infer<typeof newCampaignSchema>

export const campaignChangeSchema = saidSchema.partial()
export type CampaignChange = z.infer<typeof campaignChangeSchema>

/** What may still change while people receive it: how fast, never what. */
export const PACE_FIELDS = [
  'batch_size',
  'batch_interval_ms',
  'concurrency',
  'max_retries',
  'retry_backoff_ms',
  'max_error_rate',
  'max_consecutive_errors',
  'send_window',
  'timezone',
  'name'
] as const satisfies readonly (keyof CampaignFields)[]

const count = z.number().int()

export const countsSchema = z.object({
  total: count,
  pending: count,
  sending: count,
  sent: count,
  delivered: count,
  read: count,
  failed: count,
  skipped: count,
  unconfirmed: count,
  cancelled: count
})
export type Counts = z.infer<typeof countsSchema>

export const reasonSchema = z.object({ code: z.string(), detail: z.string() })

export const campaignSchema = campaignFieldsSchema.extend({
  id: z.number().int(),
  status: z.enum(CAMPAIGN_STATUSES),
  status_reason: reasonSchema.nullable().describe('Why it is paused or failed'),
  counts: countsSchema,
  created_at: z.iso.datetime(),
  created_by: z.string().nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable()
})
export type Campaign = z.infer<typeof campaignSchema>

export const campaignIdSchema = z.object({ id: z.coerce.number().int().min(1) })
