import type { ModuleConfig } from '../../platform/config'
import { unprocessable, type ProblemDetail } from '../../platform/http/problem'
import { shown, type Settings, type SettingsChange } from '../../platform/settings/schema'
import type { NurturingChange, NurturingSettings, NurturingState } from './settings-schema'

/** What is shown by the names of the pipeline's documents, and what of it goes into the settings by theirs. */

const WHERE = {
  email_from: 'emailFrom',
  email_webhook_url: 'emailWebhookUrl',
  engagement_api_url: 'engagementApiUrl'
} as const

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
