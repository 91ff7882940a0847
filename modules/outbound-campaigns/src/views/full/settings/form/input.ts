/**
 * What the settings' form holds: everything as it is typed. Secrets are never shown, so of them the form holds only what
 * is to be done about them.
 */
import { hoursOf, type Hours } from '../../platform/hours/hours'
import type { ShownSettings } from '../api'

export type PolicyAction = ShownSettings['error_policy'][string]['action']
export const POLICY_ACTIONS = [
  'retry',
  'fail',
  'pause',
  'suppress'
] as const satisfies readonly PolicyAction[]

export interface PolicyRow {
  code: string
  action: PolicyAction
  /** Minutes of rest before a retry; empty: the usual ones. */
  minutes: string
}

export type SecretInput = { kind: 'as_it_is' } | { kind: 'new'; text: string } | { kind: 'removed' }

export type IntervalUnit = 'second' | 'minute' | 'hour'
export const UNIT_MS: Record<IntervalUnit, number> = { second: 1000, minute: 60_000, hour: 3_600_000 }

export interface SettingsInput {
  sender_number: string
  sender_rate_per_second: string
  email_rate_per_second: string
  email_daily_limit: string
  tracking_opens: boolean
  tracking_clicks: boolean
  tracking_host: string
  batch_size: string
  batch_interval_ms: { count: string; unit: IntervalUnit }
  concurrency: string
  max_retries: string
  daily_unique_limit: string
  frequency_cap: { max: string; per_hours: string }
  mx_prefix: ShownSettings['mx_prefix']
  default_country: string
  timezone: string
  send_window: Hours
  missed_start: ShownSettings['missed_start']
  on_fatal: ShownSettings['on_fatal']
  max_error_rate: string
  max_consecutive_errors: string
  error_policy: PolicyRow[]
  slack_webhook_url: SecretInput
  webhook_url: SecretInput
  email: string
  language: ShownSettings['language']
  forward_inbound: boolean
  opt_out_words: string
  opt_in_words: string
  opt_out_confirmation: string
  soft_bounces_before_suppression: string
  max_bounce_rate: string
  max_complaint_rate: string
  guardrail_floor: string
  evidence_retention_days: string
  retention_days: string
  max_upload_mb: string
}

export type Field = keyof SettingsInput

/** The largest unit in which the interval is a whole number. */
const intervalOf = (ms: number): SettingsInput['batch_interval_ms'] => {
  const unit =
    (['hour', 'minute', 'second'] as const).find(candidate => ms % UNIT_MS[candidate] === 0) ?? 'second'
  return { count: String(ms / UNIT_MS[unit]), unit }
}

const textOf = (value: number | string | null): string => (value === null ? '' : String(value))

/** 0.29 * 100 is not 29 to a computer. */
const percentOf = (share: number): string => String(Math.round(share * 100_000) / 1000)

export const inputOf = (settings: ShownSettings): SettingsInput => ({
  sender_number: textOf(settings.sender_number),
  sender_rate_per_second: textOf(settings.sender_rate_per_second),
  email_rate_per_second: textOf(settings.email_rate_per_second),
  email_daily_limit: textOf(settings.email_daily_limit),
  tracking_opens: settings.tracking.opens,
  tracking_clicks: settings.tracking.clicks,
  tracking_host: textOf(settings.tracking.host),
  batch_size: textOf(settings.batch_size),
  batch_interval_ms: intervalOf(settings.batch_interval_ms),
  concurrency: textOf(settings.concurrency),
  max_retries: textOf(settings.max_retries),
  daily_unique_limit: textOf(settings.daily_unique_limit),
  frequency_cap: {
    max: textOf(settings.frequency_cap && settings.frequency_cap.max),
    per_hours: textOf(settings.frequency_cap && settings.frequency_cap.per_hours)
  },
  mx_prefix: settings.mx_prefix,
  default_country: settings.default_country,
  timezone: settings.timezone,
  send_window: hoursOf(settings.send_window),
  missed_start: settings.missed_start,
  on_fatal: settings.on_fatal,
  max_error_rate: percentOf(settings.max_error_rate),
  max_consecutive_errors: textOf(settings.max_consecutive_errors),
  error_policy: Object.entries(settings.error_policy).map(([code, { action, after_s: after }]) => ({
    code,
    action,
    minutes: after === undefined ? '' : String(after / 60)
  })),
  slack_webhook_url: { kind: 'as_it_is' },
  webhook_url: { kind: 'as_it_is' },
  email: textOf(settings.notify.email),
  language: settings.language,
  forward_inbound: settings.forward_inbound,
  opt_out_words: settings.opt_out_words.join('\n'),
  opt_in_words: settings.opt_in_words.join('\n'),
  opt_out_confirmation: textOf(settings.opt_out_confirmation),
  soft_bounces_before_suppression: textOf(settings.soft_bounces_before_suppression),
  max_bounce_rate: percentOf(settings.max_bounce_rate),
  max_complaint_rate: percentOf(settings.max_complaint_rate),
  guardrail_floor: textOf(settings.guardrail_floor),
  evidence_retention_days: textOf(settings.evidence_retention_days),
  retention_days: textOf(settings.retention_days),
  max_upload_mb: textOf(settings.max_upload_mb)
})
