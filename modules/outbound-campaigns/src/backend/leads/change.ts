import type { GivenLead } from './given'
import type { StoredLead } from './lead'
import type { CustomValue } from './schema'

/** What a lead becomes by what is given of it: a pure rule. Answers the names of what has changed. */
export const changed = (lead: StoredLead, given: GivenLead): { lead: StoredLead; fields: string[] } => {
  const { custom, ...plain } = given
  const after: StoredLead = {
    ...lead,
    ...withoutUndefined(plain),
    custom: custom === undefined ? lead.custom : mergeCustom(lead.custom, custom)
  }
  if (given.qualified_at !== undefined && after.status !== 'opted_out')
    after.status = given.qualified_at === null ? 'active' : 'qualified'
  const fields = SHOWN.filter(name => !same(lead[name], after[name]))
  return { lead: after, fields: fields.map(name => NAMES[name] ?? name) }
}

export const newLead = (given: GivenLead): StoredLead => changed(NOBODY, given).lead

/** Nothing is known yet. */
const NOBODY: StoredLead = {
  id: 0,
  ext_id: null,
  email: null,
  email_key: null,
  phone: null,
  first_name: null,
  last_name: null,
  company: null,
  icp: null,
  score: null,
  points: 0,
  priority: null,
  timezone: null,
  language: null,
  custom: {},
  status: 'active',
  qualified_at: null,
  tracking: true,
  consent_source: null,
  consent_at: null,
  deal_id: null,
  import_id: null,
  created_at: 0,
  updated_at: 0
}

/** What a person would call a change. */
const SHOWN = [
  'ext_id',
  'email',
  'phone',
  'first_name',
  'last_name',
  'company',
  'icp',
  'score',
  'priority',
  'timezone',
  'language',
  'custom',
  'status',
  'tracking',
  'consent_source',
  'consent_at',
  'deal_id'
] as const

const NAMES: Partial<Record<(typeof SHOWN)[number], string>> = { phone: 'phone_number' }

const mergeCustom = (
  before: Readonly<Record<string, CustomValue>>,
  given: Readonly<Record<string, CustomValue | null>> | null
): Record<string, CustomValue> => {
  if (given === null) return {}
  const after = { ...before }
  for (const [name, value] of Object.entries(given)) {
    if (value === null) delete after[name]
    else after[name] = value
  }
  return after
}

const withoutUndefined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>

/** Values are plain, except for custom fields, whose order says nothing. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (isObject(a) && isObject(b) && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const sorted = (value: object): unknown => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
