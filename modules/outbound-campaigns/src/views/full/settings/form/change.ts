/**
 * What of the form differs from what holds, as the API takes it. Only what can't be read at all is wrong here (letters
 * where a number belongs); whether a value is acceptable is the server's to say, and it is told at the field.
 */
import { windowOf } from '../../platform/hours/hours'
import type { SettingsChange, ShownSettings } from '../api'
import { inputOf, UNIT_MS, type Field, type SettingsInput } from './input'

/** Commas are how half the world writes decimals. undefined: not a number. */
const readNumber = (text: string): number | undefined => {
  const written = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined
}

const orNull = (text: string): number | null | undefined => (text.trim() === '' ? null : readNumber(text))

const readCap = ({ max, per_hours: hours }: SettingsInput['frequency_cap']) => {
  if (max.trim() === '' && hours.trim() === '') return null
  const cap = { max: readNumber(max), per_hours: readNumber(hours) }
  return cap.max === undefined || cap.per_hours === undefined
    ? undefined
    : { max: cap.max, per_hours: cap.per_hours }
}

const readPolicy = (rows: SettingsInput['error_policy']): ShownSettings['error_policy'] | undefined => {
  const entries = rows.map(({ code, action, minutes }) => {
    const rest = action === 'retry' && minutes.trim() !== '' ? readNumber(minutes) : null
    if (code.trim() === '' || rest === undefined) return undefined
    return [code.trim(), rest === null ? { action } : { action, after_s: Math.round(rest * 60) }] as const
  })
  if (entries.includes(undefined)) return undefined
  const codes = rows.map(({ code }) => code.trim())
  if (new Set(codes).size < codes.length) return undefined
  return Object.fromEntries(entries.filter(entry => entry !== undefined))
}

const readInterval = ({ count, unit }: SettingsInput['batch_interval_ms']): number | undefined => {
  const value = readNumber(count)
  return value === undefined ? undefined : Math.round(value * UNIT_MS[unit])
}

const readRate = (percent: string): number | undefined => {
  const value = readNumber(percent)
  // 29 / 100 is not 0.29 to a computer.
  return value === undefined ? undefined : Number((value / 100).toFixed(6))
}

const readWords = (text: string): string[] =>
  text
    .split('\n')
    .map(word => word.trim())
    .filter(word => word !== '')

/** What the form doesn't ask for yet stays as it is. */
type Unasked =
  | 'scoring'
  | 'qualified_webhook'
  | 'qualified_bot_event'
  | 'nurturing_enabled'
  | 'nurturing_schedule'
  | 'nurturing_dry_run'
  | 'max_leads_per_run'
  | 'cold_lead_days'
  | 'min_score_to_qualify'
  | 'enable_auto_pause'
  | 'pause_after_days'
  | 'request_timeout'
  | 'weekly_report'
  | 'monthly_report'
  | 'export_metrics_to_s3'
  | 's3_bucket'
  | 's3_path'

/** Of these the form asks for each part by itself. */
type Inside = 'notify' | 'tracking'

/** undefined: can't be read. */
type Read = { [Name in Exclude<keyof ShownSettings, Inside | Unasked>]: ShownSettings[Name] | undefined }

const read = (input: SettingsInput): Read => ({
  // As people write it: with a plus, spaces or hyphens between the digits.
  sender_number: input.sender_number.replace(/[\s()-]/g, '') || null,
  sender_rate_per_second: readNumber(input.sender_rate_per_second),
  email_rate_per_second: readNumber(input.email_rate_per_second),
  email_daily_limit: orNull(input.email_daily_limit),
  batch_size: readNumber(input.batch_size),
  batch_interval_ms: readInterval(input.batch_interval_ms),
  concurrency: readNumber(input.concurrency),
  max_retries: readNumber(input.max_retries),
  daily_unique_limit: orNull(input.daily_unique_limit),
  frequency_cap: readCap(input.frequency_cap),
  mx_prefix: input.mx_prefix,
  default_country: input.default_country.trim().toUpperCase(),
  timezone: input.timezone,
  send_window: windowOf(input.send_window),
  missed_start: input.missed_start,
  on_fatal: input.on_fatal,
  max_error_rate: readRate(input.max_error_rate),
  max_consecutive_errors: readNumber(input.max_consecutive_errors),
  error_policy: readPolicy(input.error_policy),
  language: input.language,
  forward_inbound: input.forward_inbound,
  opt_out_words: readWords(input.opt_out_words),
  opt_in_words: readWords(input.opt_in_words),
  opt_out_confirmation: input.opt_out_confirmation.trim() || null,
  soft_bounces_before_suppression: readNumber(input.soft_bounces_before_suppression),
  max_bounce_rate: readRate(input.max_bounce_rate),
  max_complaint_rate: readRate(input.max_complaint_rate),
  guardrail_floor: readNumber(input.guardrail_floor),
  evidence_retention_days: orNull(input.evidence_retention_days),
  retention_days: orNull(input.retention_days),
  max_upload_mb: readNumber(input.max_upload_mb)
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const secretOf = (
  input: SettingsInput['webhook_url'],
  shown: 'set' | 'not_set'
): string | null | undefined => {
  switch (input.kind) {
    case 'as_it_is':
      return undefined
    case 'removed':
      return shown === 'set' ? null : undefined
    case 'new':
      return input.text.trim() === '' ? undefined : input.text.trim()
  }
}

const notifyChange = (
  input: SettingsInput,
  { notify }: ShownSettings
): NonNullable<SettingsChange['notify']> => {
  const slack = secretOf(input.slack_webhook_url, notify.slack_webhook_url)
  const webhook = secretOf(input.webhook_url, notify.webhook_url)
  const email = input.email.trim() || null
  return {
    ...(slack !== undefined && { slack_webhook_url: slack }),
    ...(webhook !== undefined && { webhook_url: webhook }),
    ...(email !== notify.email && { email })
  }
}

const trackingChange = (
  input: SettingsInput,
  { tracking }: ShownSettings
): NonNullable<SettingsChange['tracking']> => {
  const host = input.tracking_host.trim() || null
  return {
    ...(input.tracking_opens !== tracking.opens && { opens: input.tracking_opens }),
    ...(input.tracking_clicks !== tracking.clicks && { clicks: input.tracking_clicks }),
    ...(host !== tracking.host && { host })
  }
}

export interface Outcome {
  /** null: there is nothing to save. */
  change: SettingsChange | null
  /** What can't be read. */
  wrong: Field[]
}

export const changeOf = (typed: Partial<SettingsInput>, shown: ShownSettings): Outcome => {
  const input = { ...inputOf(shown), ...typed }
  const values = read(input)
  const names = Object.keys(values) as Array<keyof Read>
  const wrong = names.filter(name => values[name] === undefined && name in typed)
  // What was not typed is compared as well, and is always the same: it was made of what is shown.
  const changed = names.filter(
    name => values[name] !== undefined && name in typed && !same(values[name], shown[name])
  )
  const [notify, tracking] = [notifyChange(input, shown), trackingChange(input, shown)]
  const change: SettingsChange = {
    ...Object.fromEntries(changed.map(name => [name, values[name]])),
    ...(Object.keys(notify).length > 0 && { notify }),
    ...(Object.keys(tracking).length > 0 && { tracking })
  }
  return { change: Object.keys(change).length === 0 ? null : change, wrong }
}
