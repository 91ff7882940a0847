/**
 * What of the form can be saved: a field appears here as soon as what was typed is a value, and not before. What is
 * missing or wrong is left as it was on the server; `problems.ts` says so.
 */
import type { Campaign, CampaignChange } from '../../../api/campaigns'
import { windowOf } from '../../platform/hours/hours'
import { instantOf, readFields } from '../time/zone'
import { textOfButton } from './buttons'
import { UNIT_MS, type FormInput } from './input'

/** Not a number: null. Commas are how half the world writes decimals. */
export const readNumber = (text: string): number | null => {
  const written = text.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(written) ? Number(written) : null
}

export const readWhole = (text: string, least: number, most: number): number | null => {
  const value = readNumber(text.replace(/[\s,.](?=\d{3}(\D|$))/g, ''))
  return value !== null && Number.isInteger(value) && value >= least && value <= most ? value : null
}

export const LIMITS = {
  batch_size: [1, 10_000],
  interval_ms: [100, 86_400_000],
  concurrency: [1, 200],
  max_retries: [0, 10],
  max_consecutive_errors: [1, 1_000_000]
} as const

export const intervalMs = ({ interval, interval_unit: unit }: FormInput): number | null => {
  const value = readNumber(interval)
  if (value === null) return null
  const ms = Math.round(value * UNIT_MS[unit])
  const [least, most] = LIMITS.interval_ms
  return ms >= least && ms <= most ? ms : null
}

export const errorRate = ({ max_error_percent: percent }: FormInput): number | null => {
  const value = readNumber(percent)
  return value !== null && value <= 100 ? value / 100 : null
}

/** null: the start is to have a time and has none. */
export const startAt = ({ start_date: date, start_time: time, timezone }: FormInput): string | null => {
  const wall = readFields(date, time)
  return wall && new Date(instantOf(wall, timezone)).toISOString()
}

const isAddress = (text: string): boolean => /^https?:\/\/\S+\.\S+$/.test(text)

const header = ({
  header_kind: kind,
  header_value: value,
  header_filename: name
}: FormInput): Campaign['header'] | undefined => {
  if (kind === null) return null
  const given = value.trim()
  // Nothing yet is no half-typed address: the rest can be saved.
  if (given === '') return null
  if (kind === 'text') return { type: kind, text: given }
  if (!isAddress(given)) return undefined
  const filename = name.trim()
  return kind === 'document' && filename !== ''
    ? { type: kind, link: given, filename }
    : { type: kind, link: given }
}

/** A list with a gap is saved once it has none: half a list would be taken for a whole one. */
const variables = ({ variables: list }: FormInput): Campaign['variables'] | undefined => {
  if (list === null) return null
  if (list.some(({ column }) => column === '')) return undefined
  return list.map(({ column, fallback }) =>
    fallback.trim() === '' ? column : { column, fallback: fallback.trim() }
  )
}

const buttons = ({ buttons: list }: FormInput): Campaign['buttons'] => {
  const filled = list.filter(button => textOfButton(button).trim() !== '')
  return filled.length === 0 ? null : filled
}

const scheduledAt = (input: FormInput): string | null | undefined =>
  input.start === 'by_hand' ? null : (startAt(input) ?? undefined)

const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2})?$/

const messageFields = (input: FormInput): CampaignChange => ({
  name: input.name.trim() || undefined,
  template_id: input.template_id.trim() || undefined,
  template_namespace: input.template_namespace.trim() || null,
  language: LANGUAGE.test(input.language.trim()) ? input.language.trim() : undefined,
  variables: variables(input),
  parameter_names: input.parameter_names,
  header: header(input),
  buttons: buttons(input)
})

const paceFields = (input: FormInput): CampaignChange => ({
  batch_size: readWhole(input.batch_size, ...LIMITS.batch_size) ?? undefined,
  batch_interval_ms: intervalMs(input) ?? undefined,
  concurrency: readWhole(input.concurrency, ...LIMITS.concurrency) ?? undefined,
  max_retries: readWhole(input.max_retries, ...LIMITS.max_retries) ?? undefined,
  max_error_rate: errorRate(input) ?? undefined,
  max_consecutive_errors:
    readWhole(input.max_consecutive_errors, ...LIMITS.max_consecutive_errors) ?? undefined
})

const timeFields = (input: FormInput): CampaignChange => ({
  scheduled_at: scheduledAt(input),
  timezone: input.timezone,
  send_window: windowOf(input.hours)
})

/** A field that is undefined can't be saved as it is. */
export const fieldsOf = (input: FormInput): CampaignChange => ({
  ...messageFields(input),
  ...paceFields(input),
  ...timeFields(input)
})

/** For a new campaign: what was not touched comes from the bot's settings. */
export const newFieldsOf = messageFields

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Only what differs, so that two people who change different things both get what they want. */
export const changeOf = (wanted: CampaignChange, known: Partial<CampaignChange>): CampaignChange | null => {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && !same(value, known[name as keyof CampaignChange])
  )
  return changed.length === 0 ? null : Object.fromEntries(changed)
}
