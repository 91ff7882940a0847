/** A lead as it stands in the form: everything is text until it is saved. Pure. */
import type { Lead, LeadChange } from '../../../api/leads'

export const TEXTS = [
  'first_name',
  'last_name',
  'email',
  'phone_number',
  'ext_id',
  'company',
  'icp',
  'deal_id',
  'consent_source'
] as const
export type TextField = (typeof TEXTS)[number]

export interface CustomField {
  name: string
  value: string
}

export type LeadForm = Record<TextField, string> & {
  score: string
  priority: '' | NonNullable<Lead['priority']>
  language: '' | NonNullable<Lead['language']>
  timezone: string
  /** A day, as the browser's field takes it. */
  consent_at: string
  tracking: boolean
  custom: CustomField[]
}

export const EMPTY: LeadForm = {
  first_name: '',
  last_name: '',
  email: '',
  phone_number: '',
  ext_id: '',
  company: '',
  icp: '',
  deal_id: '',
  consent_source: '',
  score: '',
  priority: '',
  language: '',
  timezone: '',
  consent_at: '',
  tracking: true,
  custom: []
}

type Known = Pick<
  Lead,
  TextField | 'score' | 'priority' | 'language' | 'timezone' | 'consent_at' | 'tracking' | 'custom'
>

export const formOf = (lead: Known): LeadForm => ({
  ...(TEXTS.reduce<Partial<Record<TextField, string>>>(
    (all, name) => ({ ...all, [name]: lead[name] ?? '' }),
    {}
  ) as Record<TextField, string>),
  score: lead.score === null ? '' : String(lead.score),
  priority: lead.priority ?? '',
  language: lead.language ?? '',
  timezone: lead.timezone ?? '',
  consent_at: lead.consent_at === null ? '' : lead.consent_at.slice(0, 10),
  tracking: lead.tracking,
  custom: Object.entries(lead.custom).map(([name, value]) => ({ name, value: String(value) }))
})

/** undefined: it is none between 0 and 100. */
export const scoreIn = (text: string): number | null | undefined => {
  const written = text.trim().replace(',', '.')
  if (written === '') return null
  const score = Number(written)
  return Number.isNaN(score) || score < 0 || score > 100 ? undefined : score
}

const customOf = ({ custom }: LeadForm): Map<string, string> =>
  new Map(
    custom.flatMap(({ name, value }): Array<[string, string]> =>
      name.trim() === '' || value.trim() === '' ? [] : [[name.trim(), value]]
    )
  )

/** What is another one, and null for what is gone. */
const customChange = (before: LeadForm, after: LeadForm): Record<string, string | null> => {
  const [old, now] = [customOf(before), customOf(after)]
  const gone = Array.from(old.keys()).filter(name => !now.has(name))
  const other = Array.from(now).filter(([name, value]) => old.get(name) !== value)
  return Object.fromEntries<string | null>([...gone.map((name): [string, null] => [name, null]), ...other])
}

/** Only what is another one: what nobody touched stays as it is, whoever else may have changed it meanwhile. */
export const changeOf = (before: LeadForm, after: LeadForm): LeadChange => {
  const change: LeadChange = {}
  for (const name of TEXTS)
    if (before[name].trim() !== after[name].trim()) change[name] = after[name].trim() || null
  const score = scoreIn(after.score)
  if (score !== undefined && score !== scoreIn(before.score)) change.score = score
  if (before.priority !== after.priority) change.priority = after.priority || null
  if (before.language !== after.language) change.language = after.language || null
  if (before.timezone !== after.timezone) change.timezone = after.timezone || null
  if (before.consent_at !== after.consent_at)
    change.consent_at = after.consent_at === '' ? null : `${after.consent_at}T00:00:00Z`
  if (before.tracking !== after.tracking) change.tracking = after.tracking
  const custom = customChange(before, after)
  if (Object.keys(custom).length > 0) change.custom = custom
  return change
}

export const isChanged = (change: LeadChange): boolean => Object.keys(change).length > 0
