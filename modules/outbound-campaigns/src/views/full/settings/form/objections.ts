/** Which field of the form the server objects to, by the path in its answer. */
import type { Failure } from '../../../api/answer'
import type { Field } from './input'

/** Settings that stand inside others have fields of their own. */
const INSIDE: Partial<Record<string, Field>> = {
  'notify.slack_webhook_url': 'slack_webhook_url',
  'notify.webhook_url': 'webhook_url',
  'notify.email': 'email',
  'tracking.opens': 'tracking_opens',
  'tracking.clicks': 'tracking_clicks',
  'tracking.host': 'tracking_host'
}

const FIELDS: Record<Field, true> = {
  sender_number: true,
  sender_rate_per_second: true,
  email_rate_per_second: true,
  email_daily_limit: true,
  tracking_opens: true,
  tracking_clicks: true,
  tracking_host: true,
  batch_size: true,
  batch_interval_ms: true,
  concurrency: true,
  max_retries: true,
  daily_unique_limit: true,
  frequency_cap: true,
  mx_prefix: true,
  default_country: true,
  timezone: true,
  send_window: true,
  missed_start: true,
  on_fatal: true,
  max_error_rate: true,
  max_consecutive_errors: true,
  error_policy: true,
  slack_webhook_url: true,
  webhook_url: true,
  email: true,
  language: true,
  forward_inbound: true,
  opt_out_words: true,
  opt_in_words: true,
  opt_out_confirmation: true,
  soft_bounces_before_suppression: true,
  max_bounce_rate: true,
  max_complaint_rate: true,
  guardrail_floor: true,
  evidence_retention_days: true,
  retention_days: true,
  max_upload_mb: true
}

export const FIELD_NAMES = Object.keys(FIELDS) as Field[]

const isField = (name: string | undefined): name is Field => name !== undefined && name in FIELDS

const fieldOfPath = (path: string): Field | null => {
  const [first, second] = path.split(/[.[\]]+/)
  const name = INSIDE[`${first}.${second}`] ?? first
  return isField(name) ? name : null
}

export interface Refusals {
  fields: Partial<Record<Field, string>>
  /** Something that no field of the form stands for: told above it. */
  elsewhere: boolean
}

export const refusalsOf = (failure: Failure | null): Refusals => {
  if (failure === null) return { fields: {}, elsewhere: false }
  if (failure.kind !== 'refused' || failure.objections.length === 0) return { fields: {}, elsewhere: true }
  const fields: Refusals['fields'] = {}
  let elsewhere = false
  for (const { path, message } of failure.objections) {
    const field = fieldOfPath(path)
    if (field === null) elsewhere = true
    else fields[field] = fields[field] ?? message
  }
  return { fields, elsewhere }
}
