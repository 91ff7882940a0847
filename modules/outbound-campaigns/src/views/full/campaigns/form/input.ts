/**
 * What the form holds: everything as it was typed, so that a half-typed number is nobody's loss. What of it can be saved
 * is said by `fields.ts`.
 */
import type { Campaign } from '../../../api/campaigns'
import { hoursOf, type Hours } from '../../platform/hours/hours'
import { dateField, timeField, wallOf } from '../time/zone'

export type HeaderKind = NonNullable<Campaign['header']>['type']
export type ButtonInput = NonNullable<Campaign['buttons']>[number]

export interface VariableInput {
  column: string
  fallback: string
}

export type IntervalUnit = 'second' | 'minute' | 'hour'

export interface FormInput {
  name: string
  template_id: string
  template_namespace: string
  language: string
  /** null: the columns of the file in their order. */
  variables: VariableInput[] | null
  parameter_names: string[] | null
  header_kind: HeaderKind | null
  header_value: string
  /** How a document is called for who receives it. */
  header_filename: string
  buttons: ButtonInput[]
  batch_size: string
  interval: string
  interval_unit: IntervalUnit
  concurrency: string
  max_retries: string
  max_error_percent: string
  max_consecutive_errors: string
  start: 'by_hand' | 'at'
  start_date: string
  start_time: string
  timezone: string
  hours: Hours
}

export const EMPTY: FormInput = {
  name: '',
  template_id: '',
  template_namespace: '',
  language: 'es_MX',
  variables: null,
  parameter_names: null,
  header_kind: null,
  header_value: '',
  header_filename: '',
  buttons: [],
  batch_size: '',
  interval: '',
  interval_unit: 'minute',
  concurrency: '',
  max_retries: '',
  max_error_percent: '',
  max_consecutive_errors: '',
  start: 'by_hand',
  start_date: '',
  start_time: '',
  timezone: 'America/Mexico_City',
  hours: hoursOf(null)
}

export const UNIT_MS: Record<IntervalUnit, number> = { second: 1000, minute: 60_000, hour: 3_600_000 }

/** The largest unit in which the interval is a whole number. */
const intervalOf = (ms: number): Pick<FormInput, 'interval' | 'interval_unit'> => {
  const unit = (['hour', 'minute', 'second'] as const).find(candidate => ms % UNIT_MS[candidate] === 0)
  const chosen = unit ?? 'second'
  return { interval: String(ms / UNIT_MS[chosen]), interval_unit: chosen }
}

const variableOf = (variable: NonNullable<Campaign['variables']>[number]): VariableInput =>
  typeof variable === 'string'
    ? { column: variable, fallback: '' }
    : { column: variable.column, fallback: variable.fallback ?? '' }

const startOf = ({ scheduled_at: at, timezone }: Campaign) => {
  if (at === null) return { start: 'by_hand' as const, start_date: '', start_time: '' }
  const wall = wallOf(Date.parse(at), timezone)
  return { start: 'at' as const, start_date: dateField(wall), start_time: timeField(wall) }
}

const headerOf = ({
  header
}: Campaign): Pick<FormInput, 'header_kind' | 'header_value' | 'header_filename'> => {
  if (header === null) return { header_kind: null, header_value: '', header_filename: '' }
  return {
    header_kind: header.type,
    header_value: header.type === 'text' ? header.text : header.link,
    header_filename: (header.type === 'document' && header.filename) || ''
  }
}

export const inputOf = (campaign: Campaign): FormInput => ({
  ...EMPTY,
  name: campaign.name,
  template_id: campaign.template_id,
  template_namespace: campaign.template_namespace ?? '',
  language: campaign.language,
  variables: campaign.variables && campaign.variables.map(variableOf),
  parameter_names: campaign.parameter_names,
  ...headerOf(campaign),
  buttons: campaign.buttons ?? [],
  batch_size: String(campaign.batch_size),
  ...intervalOf(campaign.batch_interval_ms),
  concurrency: String(campaign.concurrency),
  max_retries: String(campaign.max_retries),
  max_error_percent: String(Math.round(campaign.max_error_rate * 1000) / 10),
  max_consecutive_errors: String(campaign.max_consecutive_errors),
  ...startOf(campaign),
  timezone: campaign.timezone,
  hours: hoursOf(campaign.send_window)
})
