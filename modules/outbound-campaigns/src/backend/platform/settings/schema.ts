import { isSupportedCountry } from 'libphonenumber-js/max'
import { z } from 'zod'
import { cronProblem } from '../cron'
import { isZone } from '../zones'
import { errorPolicySchema } from './error-policy'
import { LANGUAGES, languageOf } from './language'
import {
  DEFAULT_QUALIFIED_WEBHOOK,
  qualifiedBotEventSchema,
  qualifiedWebhookChangeSchema,
  qualifiedWebhookSchema,
  shownQualifiedWebhook,
  shownQualifiedWebhookSchema
} from './qualified'
import {
  DEFAULT_MONTHLY_REPORT,
  DEFAULT_S3_PATH,
  DEFAULT_WEEKLY_REPORT,
  monthlyReportSchema,
  s3BucketSchema,
  s3PathSchema,
  weeklyReportSchema
} from './reports'
import { DEFAULT_SCORING, scoringChangeSchema, scoringSchema } from './scoring'
import { secretChange, secretUrl, shownSecret, shownSecretSchema } from './secrets'
import { DEFAULT_OPT_IN_WORDS, DEFAULT_OPT_OUT_WORDS, wordsSchema } from './stop-words'

export const notifySchema = z.strictObject({
  slack_webhook_url: secretUrl.nullable(),
  webhook_url: secretUrl.nullable(),
  email: z.email().nullable()
})

/** By the bot's wall clock. */
export const cronSchema = z
  .string()
  .trim()
  .max(100)
  .superRefine((expression, context) => {
    const problem = cronProblem(expression)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00')

/** Numbers without a country code belong to it: one that nobody knows would refuse them all. */
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'a country of two capital letters, such as MX')
  .refine((code): boolean => isSupportedCountry(code), 'a country by its ISO code, such as MX')

export const zoneSchema = z.string().refine(isZone, 'a time zone such as America/Mexico_City')

export const sendWindowSchema = z.strictObject({
  from: timeOfDay,
  to: timeOfDay,
  /** 1 is Monday, 7 Sunday. Left out: every day. */
  days: z.array(z.number().int().min(1).max(7)).min(1).optional()
})

/** A proxy of one's own for the links in mails, so that they begin with one's own name. */
const trackingHostSchema = z
  .url({ protocol: /^https$/ })
  .max(500)
  .refine(host => !/[?#]/.test(host), 'an address without ? and #, such as https://links.example.com')
  .transform(host => host.replace(/\/+$/, ''))

export const trackingSchema = z.strictObject({
  opens: z.boolean().describe('Put an image of one dot into mails that tells when it is loaded'),
  clicks: z
    .boolean()
    .describe('Lead links in mails by way of this server, that it learns which are followed'),
  host: trackingHostSchema
    .nullable()
    .describe("An https address that passes on to the module's public one; null: the server's own")
})

/**
 * A bot's settings: what people decide while they work. A campaign may decide differently for itself; then the
 * campaign's own value holds.
 */
export const settingsSchema = z.strictObject({
  sender_number: z
    .string()
    .regex(/^\+?\d{7,15}$/, 'a number with its country code, digits only, such as 5215512345678')
    .nullable()
    .describe("null: the configuration's senderNumber, else the Vonage channel's botPhoneNumber"),
  sender_rate_per_second: z
    .number()
    .min(0.1)
    .max(1000)
    .describe('Over all campaigns and sequences of the sender'),
  email_rate_per_second: z
    .number()
    .min(0.1)
    .max(1000)
    .describe('Mails that leave from one mailbox, over all sequences'),
  email_daily_limit: z
    .number()
    .int()
    .min(1)
    .nullable()
    .describe('Mails of all sequences that the mailbox sends in a day; null: no limit'),
  batch_size: z.number().int().min(1).max(10_000),
  batch_interval_ms: z.number().int().min(100).max(86_400_000),
  concurrency: z.number().int().min(1).max(200).describe('Messages on their way to the provider at one time'),
  max_retries: z.number().int().min(0).max(10),
  daily_unique_limit: z
    .number()
    .int()
    .min(1)
    .nullable()
    .describe('Different people written to within 24 hours: 250, 2000, 10000 …; null: no limit'),
  frequency_cap: z
    .strictObject({ max: z.number().int().min(1), per_hours: z.number().int().min(1).max(8760) })
    .nullable()
    .describe('At most so many messages to one person in so many hours, over all campaigns; null: no cap'),
  mx_prefix: z.enum(['521', '52']).describe('How numbers in Mexico are addressed'),
  default_country: countrySchema,
  timezone: zoneSchema,
  send_window: sendWindowSchema
    .nullable()
    .describe('When messages may leave, in the time zone; null: always'),
  missed_start: z
    .enum(['wait', 'send'])
    .describe('A start that was missed while the server was down: wait for somebody, or send at once'),
  on_fatal: z.enum(['pause', 'fail']).describe('What becomes of a campaign that cannot go on'),
  max_error_rate: z.number().min(0).max(1),
  max_consecutive_errors: z.number().int().min(1),
  error_policy: errorPolicySchema.describe(
    'What to do about an error otherwise than by the table, by its code'
  ),
  notify: notifySchema.describe('Who is told when a campaign stands still or has ended'),
  language: z
    .enum(LANGUAGES)
    .describe('In which they are told; undecided: es where default_country speaks Spanish, else en'),
  forward_inbound: z
    .boolean()
    .describe(
      "Hand what people say on to Botpress's messaging, when Vonage's inbound address is the module's"
    ),
  opt_out_words: wordsSchema.describe(
    'A message that is one of these opts out, whatever its case and accents'
  ),
  opt_in_words: wordsSchema.describe('And one of these takes it back'),
  opt_out_confirmation: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .nullable()
    .describe('What is answered once to a stop word on WhatsApp; null: nothing'),
  soft_bounces_before_suppression: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe('After how many temporary failures in a row a mailbox is written to no more'),
  max_bounce_rate: z
    .number()
    .min(0)
    .max(1)
    .describe('Beyond this share of bounced mails within seven days, sending stops with its reason'),
  max_complaint_rate: z.number().min(0).max(1).describe('The same for mails that people call spam'),
  guardrail_floor: z
    .number()
    .int()
    .min(10)
    .max(100_000)
    .describe('Below so many mails within seven days a rate says nothing'),
  evidence_retention_days: z
    .number()
    .int()
    .min(30)
    .nullable()
    .describe('After how many days entries of the compliance log are removed; null: never'),
  nurturing_enabled: z.boolean().describe('Whether nurturing runs by its schedule'),
  nurturing_schedule: cronSchema.describe(
    "When: a cron expression of five parts, by the wall clock of the bot's time zone"
  ),
  nurturing_dry_run: z
    .boolean()
    .describe('Its runs only say what they would do, unless one is asked for otherwise'),
  max_leads_per_run: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .describe('Cold leads that one run puts into sequences'),
  cold_lead_days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .describe('A lead is cold if it was created within so many days'),
  min_score_to_qualify: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe(
      'From this total score on a lead that replied or clicked is qualified; below it, a lead is cold'
    ),
  scoring: scoringSchema.describe('What opened mails, followed links and replies are worth'),
  qualified_webhook: qualifiedWebhookSchema.describe('Who is called when a lead qualifies'),
  qualified_bot_event: qualifiedBotEventSchema,
  enable_auto_pause: z
    .boolean()
    .describe('Whether people in nurturing sequences are paused who do nothing for pause_after_days'),
  pause_after_days: z.number().int().min(1).max(3650),
  request_timeout: z
    .number()
    .int()
    .min(1)
    .max(120)
    .describe('Seconds that the engagement API and the webhook for qualified leads may take for an answer'),
  weekly_report: weeklyReportSchema.describe('When the report of the last week is made, in UTC; null: never'),
  monthly_report: monthlyReportSchema.describe('When that of the last month is made, in UTC; null: never'),
  export_metrics_to_s3: z
    .boolean()
    .describe("Write reports and the metrics of nurturing's runs to S3 as well"),
  s3_bucket: s3BucketSchema.describe('The bucket they are written to'),
  s3_path: s3PathSchema.describe('And the folder in it'),
  tracking: trackingSchema.describe('What is noticed of mails. A sequence or a lead may rule it out besides'),
  retention_days: z
    .number()
    .int()
    .min(1)
    .nullable()
    .describe("After how many days people's data is removed; null: never"),
  max_upload_mb: z.number().int().min(1).max(2048)
})

export type Settings = z.infer<typeof settingsSchema>

/** What holds until somebody decides otherwise. */
export const DEFAULTS: Settings = {
  sender_number: null,
  sender_rate_per_second: 20,
  email_rate_per_second: 5,
  email_daily_limit: null,
  batch_size: 100,
  batch_interval_ms: 60_000,
  concurrency: 10,
  max_retries: 3,
  daily_unique_limit: null,
  frequency_cap: null,
  mx_prefix: '521',
  default_country: 'MX',
  timezone: 'America/Mexico_City',
  send_window: null,
  missed_start: 'wait',
  on_fatal: 'pause',
  max_error_rate: 0.3,
  max_consecutive_errors: 20,
  error_policy: {},
  notify: { slack_webhook_url: null, webhook_url: null, email: null },
  language: languageOf('MX'),
  forward_inbound: true,
  opt_out_words: [...DEFAULT_OPT_OUT_WORDS],
  opt_in_words: [...DEFAULT_OPT_IN_WORDS],
  opt_out_confirmation: null,
  soft_bounces_before_suppression: 3,
  max_bounce_rate: 0.05,
  max_complaint_rate: 0.001,
  guardrail_floor: 100,
  evidence_retention_days: null,
  nurturing_enabled: true,
  nurturing_schedule: '0 */4 * * *',
  nurturing_dry_run: false,
  max_leads_per_run: 100,
  cold_lead_days: 90,
  min_score_to_qualify: 50,
  scoring: DEFAULT_SCORING,
  qualified_webhook: DEFAULT_QUALIFIED_WEBHOOK,
  qualified_bot_event: 'hooks',
  enable_auto_pause: true,
  pause_after_days: 30,
  request_timeout: 30,
  weekly_report: DEFAULT_WEEKLY_REPORT,
  monthly_report: DEFAULT_MONTHLY_REPORT,
  export_metrics_to_s3: false,
  s3_bucket: null,
  s3_path: DEFAULT_S3_PATH,
  tracking: { opens: true, clicks: true, host: null },
  retention_days: null,
  max_upload_mb: 200
}

/** Any part of the settings: what is not named stays as it is. What was read can be given back whole. */
export const settingsChangeSchema = settingsSchema.partial().extend({
  // Written as a number just as well.
  mx_prefix: z
    .union([
      settingsSchema.shape.mx_prefix,
      z.literal([521, 52]).transform(digits => (digits === 521 ? ('521' as const) : ('52' as const)))
    ])
    .optional(),
  notify: z
    .strictObject({
      slack_webhook_url: secretChange(secretUrl),
      webhook_url: secretChange(secretUrl),
      email: z.email().nullable()
    })
    .partial()
    .optional(),
  scoring: scoringChangeSchema.optional(),
  qualified_webhook: qualifiedWebhookChangeSchema.optional(),
  tracking: trackingSchema.partial().optional()
})

/** What somebody has decided so far, as it is kept. */
export const decisionsSchema = settingsSchema.partial().extend({
  notify: notifySchema.partial().optional(),
  scoring: scoringChangeSchema.optional(),
  qualified_webhook: qualifiedWebhookSchema.partial().optional(),
  tracking: trackingSchema.partial().optional()
})
export type Decisions = z.infer<typeof decisionsSchema>

/** What is shown: of a secret only whether it is set. */
export const shownSettingsSchema = settingsSchema.extend({
  notify: z.object({
    slack_webhook_url: shownSecretSchema,
    webhook_url: shownSecretSchema,
    email: z.string().nullable()
  }),
  qualified_webhook: shownQualifiedWebhookSchema
})
export type ShownSettings = z.infer<typeof shownSettingsSchema>

export const shown = ({ notify, qualified_webhook, ...settings }: Settings): ShownSettings => ({
  ...settings,
  notify: {
    slack_webhook_url: shownSecret(notify.slack_webhook_url),
    webhook_url: shownSecret(notify.webhook_url),
    email: notify.email
  },
  qualified_webhook: shownQualifiedWebhook(qualified_webhook)
})

export type SettingsChange = z.infer<typeof settingsChangeSchema>
