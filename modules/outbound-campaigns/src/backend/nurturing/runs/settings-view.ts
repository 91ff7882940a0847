import { z } from 'zod'
import type { ModuleConfig } from '../../platform/config'
import { unprocessable, type ProblemDetail } from '../../platform/http/problem'
import { settingsSchema, shown, type Settings, type SettingsChange } from '../../platform/settings/schema'

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
const isSet = z.enum(['set', 'not_set'])

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
const WHERE = {
  email_from: 'emailFrom',
  email_webhook_url: 'emailWebhookUrl',
  engagement_api_url: 'engagementApiUrl'
} as const

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

export type Configured = Pick<ModuleConfig, 'emailFrom' | 'emailWebhookUrl' | 'engagementApiUrl'>

export const shownNurturing = (
  settings: Settings,
  config: Configured,
  state: NurturingState
): NurturingSettings => ({
  nurturing_enabled: settings.nurturing_enabled,
  nurturing_schedule: settings.nurturing_schedule,
  dry_run: settings.nurturing_dry_run,
  max_leads_per_run: settings.max_leads_per_run,
  cold_lead_days: settings.cold_lead_days,
  min_score_to_qualify: settings.min_score_to_qualify,
  enable_auto_pause: settings.enable_auto_pause,
  pause_after_days: settings.pause_after_days,
  request_timeout: settings.request_timeout,
  export_metrics_to_s3: settings.export_metrics_to_s3,
  s3_bucket: settings.s3_bucket,
  s3_path: settings.s3_path,
  max_retry_attempts: settings.max_retries,
  slack_webhook_url: shown(settings).notify.slack_webhook_url,
  ...shownConfig(config),
  state
})

const shownConfig = ({ emailFrom, emailWebhookUrl, engagementApiUrl }: Configured) => ({
  email_from: emailFrom,
  email_webhook_url: setOrNot(emailWebhookUrl),
  engagement_api_url: setOrNot(engagementApiUrl)
})

const setOrNot = (value: string): 'set' | 'not_set' => (value.trim() === '' ? 'not_set' : 'set')

/** What of it goes into the settings, by their names. What the configuration says can't be said differently here. */
export const settingsChangeOf = (change: NurturingChange, config: Configured): SettingsChange => {
  const { dry_run, max_retry_attempts, slack_webhook_url, state: _state, ...rest } = change
  const { email_from, email_webhook_url, engagement_api_url, ...settings } = rest
  const said = { email_from, email_webhook_url, engagement_api_url }
  const holds = shownConfig(config)
  const errors = (Object.keys(WHERE) as Array<keyof typeof WHERE>).flatMap((name): ProblemDetail[] =>
    said[name] === undefined || said[name] === holds[name]
      ? []
      : [
          {
            path: name,
            code: 'configured',
            message: `is set as ${WHERE[name]} in the configuration of the module`
          }
        ]
  )
  if (errors.length > 0)
    throw unprocessable(errors.map(({ path, message }) => `${path} ${message}`).join('; '), errors)
  return {
    ...settings,
    ...(dry_run !== undefined && { nurturing_dry_run: dry_run }),
    ...(max_retry_attempts !== undefined && { max_retries: max_retry_attempts }),
    ...(slack_webhook_url !== undefined && { notify: { slack_webhook_url } })
  }
}
