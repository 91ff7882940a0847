import type { JsonColumns } from '../platform/database/json-rows'
import type { Row } from '../platform/database/database'
import {
  fromJson,
  toBoolean,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../platform/database/values'
import { nameKey } from '../platform/names'
import type { StoredLead } from './lead'
import { LANGUAGES, LEAD_STATUSES, PRIORITIES, type CustomValue } from './schema'

/** How a lead stands in its table: every column that changes, and back. */
export const LEAD_COLUMNS = {
  ext_id: 'text',
  email: 'text',
  email_key: 'text',
  phone: 'text',
  first_name: 'text',
  last_name: 'text',
  company: 'text',
  icp: 'text',
  name_key: 'text',
  last_name_key: 'text',
  company_key: 'text',
  icp_key: 'text',
  score: 'real',
  points: 'integer',
  priority: 'text',
  timezone: 'text',
  language: 'text',
  custom: 'json',
  status: 'text',
  qualified_at: 'integer',
  tracking: 'integer',
  consent_source: 'text',
  consent_at: 'integer',
  deal_id: 'text',
  import_id: 'integer'
} as const satisfies JsonColumns

type Columns = Record<keyof typeof LEAD_COLUMNS, unknown>

/** The columns by which a lead is found follow from what it is called. */
export const toColumns = (lead: StoredLead): Columns => {
  const { id, created_at, updated_at, ...rest } = lead
  const names = [lead.first_name, lead.last_name].flatMap(name => name ?? [])
  return {
    ...rest,
    tracking: lead.tracking ? 1 : 0,
    name_key: keyOrNull(names.join(' ')),
    // Who has no first name is found by the last one already.
    last_name_key: lead.first_name === null ? null : keyOrNull(lead.last_name ?? ''),
    company_key: keyOrNull(lead.company ?? ''),
    icp_key: keyOrNull(lead.icp ?? '')
  }
}

const keyOrNull = (name: string): string | null => nameKey(name) || null

export const toLead = (row: Row): StoredLead => ({
  id: toNumber(row.id),
  ext_id: toTextOrNull(row.ext_id),
  email: toTextOrNull(row.email),
  email_key: toTextOrNull(row.email_key),
  phone: toTextOrNull(row.phone),
  first_name: toTextOrNull(row.first_name),
  last_name: toTextOrNull(row.last_name),
  company: toTextOrNull(row.company),
  icp: toTextOrNull(row.icp),
  score: toNumberOrNull(row.score),
  points: toNumber(row.points),
  priority: oneOf(PRIORITIES, row.priority),
  timezone: toTextOrNull(row.timezone),
  language: oneOf(LANGUAGES, row.language),
  custom: fromJson(row.custom) as Record<string, CustomValue>,
  status: oneOf(LEAD_STATUSES, toText(row.status)) ?? 'active',
  qualified_at: toNumberOrNull(row.qualified_at),
  tracking: toBoolean(toNumber(row.tracking)),
  consent_source: toTextOrNull(row.consent_source),
  consent_at: toNumberOrNull(row.consent_at),
  deal_id: toTextOrNull(row.deal_id),
  import_id: toNumberOrNull(row.import_id),
  created_at: toNumber(row.created_at),
  updated_at: toNumber(row.updated_at)
})

/** Leads beside the rows of another table in one statement: their columns under names of their own, and back. */
export const joinedLead = (alias: string): string =>
  JOINED.map(name => `${alias}.${name} as lead__${name}`).join(', ')

/** undefined: the row has no lead (any more). */
export const toJoinedLead = (row: Row): StoredLead | undefined =>
  row.lead__id === null || row.lead__id === undefined
    ? undefined
    : toLead(Object.fromEntries(JOINED.map(name => [name, row[`lead__${name}`]])))

const JOINED = ['id', ...Object.keys(LEAD_COLUMNS), 'created_at', 'updated_at'].filter(
  name => !name.endsWith('_key') || name === 'email_key'
)

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | null => {
  if (value === null || value === undefined) return null
  const found = known.find(one => one === value)
  if (found === undefined) throw new Error('A lead has a word that the module does not know.')
  return found
}
