import { z } from 'zod'
import { settingsSchema } from '../../platform/settings/schema'

/**
 * The parameters of the pipeline by the names of its own documents. Those that a bot's people decide are settings like all
 * others, some under a name that fits more than nurturing; those that an operator sets are in the module's configuration,
 * and only shown here.
 */
const own = settingsSchema.pick({
  nurturing_enabled: true,
  nurturing_schedule: true,
  max_leads_per_run: true,
  cold_lead_days: true,
  min_score_to_qualify: true,
  enable_auto_pause: true,
  pause_after_days: true,
  request_timeout: true,
  export_metrics_to_s3: true,
  s3_bucket: true,
  s3_path: true
}).shape

const secretUrl = z.url({ protocol: /^https?$/ }).max(2000)
const isSet = z.enum(['set', 'not_set'], {
  error: 'is set in the configuration of the module: here it says only whether it is'
})

const named = {
  dry_run: settingsSchema.shape.nurturing_dry_run,
  max_retry_attempts: settingsSchema.shape.max_retries.describe(
    'How often a message is tried again: max_retries of the settings'
  )
}

/** What the configuration says, and where. */
const configured = {
  email_from: z.string().describe('Whom mail is from: emailFrom of the configuration'),
  email_webhook_url: isSet.describe('Where mails are posted: emailWebhookUrl of the configuration'),
  engagement_api_url: isSet.describe('Asked about engagement: engagementApiUrl of the configuration')
}

const stateSchema = z.object({
  timezone: z.string().describe('By whose wall clock the schedule is kept'),
  next_run_at: z.iso.datetime().nullable(),
  next_runs_at: z
    .array(z.iso.datetime())
    .describe('The same and those that follow it: what the schedule means, for who reads no cron expression'),
  resting: z
    .enum(['switched_off', 'no_sequence'])
    .nullable()
    .describe('Why nothing runs by the schedule: it is off, or there is no sequence for cold leads yet')
})
export type NurturingState = z.infer<typeof stateSchema>

export const nurturingSettingsSchema = z.object({
  ...own,
  ...named,
  slack_webhook_url: isSet.describe('Where the summary goes: notify.slack_webhook_url of the settings'),
  ...configured,
  state: stateSchema
})
export type NurturingSettings = z.infer<typeof nurturingSettingsSchema>

/** What is not named stays as it is. What was read can be given back whole. */
export const nurturingChangeSchema = z
  .strictObject({
    ...own,
    ...named,
    slack_webhook_url: z.union([secretUrl, isSet]).nullable(),
    ...configured,
    state: z.unknown().describe('Only read')
  })
  .partial()
export type NurturingChange = z.infer<typeof nurturingChangeSchema>

export const scheduleQuerySchema = z.object({
  expression: z.string().max(100).describe('A cron expression of five parts, as somebody types it')
})
export const scheduleSchema = z.object({
  timezone: z.string().describe('By whose wall clock it would be kept'),
  problem: z.string().nullable().describe('Why it is none; null: it is one'),
  next_runs_at: z.array(z.iso.datetime()).describe('The next five moments')
})
export type Schedule = z.infer<typeof scheduleSchema>
