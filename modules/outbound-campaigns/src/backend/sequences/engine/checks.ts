import { totalOf, type StoredLead } from '../../leads'
import type { Check } from '../steps/schema'
import type { Past, Ways } from './standing'

/** Whether it is so what a condition asks. Pure; of what people do, the past knows only what counts. */
export const holds = (check: Check, { lead, history, replied }: Ways): boolean => {
  switch (check.kind) {
    case 'opened':
    case 'clicked':
      return history.some(past => isMeant(past, check.step_key) && past[check.kind])
    case 'replied':
      return check.step_key === null
        ? replied || history.some(past => past.replied)
        : history.some(past => isMeant(past, check.step_key) && past.replied)
    case 'score':
      return totalOf(lead) >= check.at_least
    case 'field':
      return fits(fieldOf(lead, check.field), check)
  }
}

const isMeant = ({ stepKey }: Past, asked: string | null): boolean => asked === null || asked === stepKey

type Value = string | number | boolean | null
type FieldCheck = Extract<Check, { kind: 'field' }>

const OWN: Readonly<Record<string, (lead: StoredLead) => Value>> = {
  ext_id: lead => lead.ext_id,
  email: lead => lead.email,
  phone_number: lead => lead.phone,
  first_name: lead => lead.first_name,
  last_name: lead => lead.last_name,
  company: lead => lead.company,
  icp: lead => lead.icp,
  score: lead => lead.score,
  points: lead => lead.points,
  priority: lead => lead.priority,
  timezone: lead => lead.timezone,
  language: lead => lead.language,
  status: lead => lead.status,
  deal_id: lead => lead.deal_id
}

const has = (object: object, name: string): boolean => Object.prototype.hasOwnProperty.call(object, name)

export const fieldOf = (lead: StoredLead, field: string): Value => {
  const own = has(OWN, field) ? OWN[field] : undefined
  if (own) return own(lead)
  const name = field.replace(/^custom\./, '')
  return has(lead.custom, name) ? (lead.custom[name] ?? null) : null
}

const fits = (value: Value, { operator, value: asked }: FieldCheck): boolean => {
  const isSet = value !== null && value !== ''
  switch (operator) {
    case 'is_set':
      return isSet
    case 'is_not_set':
      return !isSet
    case 'is':
      return same(value, asked)
    case 'is_not':
      return !same(value, asked)
    case 'contains':
      return isSet && plain(value).includes(plain(asked))
    case 'at_least':
      return isSet && compared(value, asked) >= 0
    case 'less_than':
      return isSet && compared(value, asked) < 0
  }
}

const plain = (value: Value): string =>
  String(value ?? '')
    .trim()
    .toLowerCase()

const same = (value: Value, asked: Value): boolean => plain(value) === plain(asked)

/** Numbers as numbers, however they were written; anything else (dates as 2026-07-01) by its letters. NaN fits nothing. */
const compared = (value: Value, asked: Value): number => {
  if (asked === null || asked === '') return NaN
  const [a, b] = [Number(plain(value)), Number(plain(asked))]
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b
  return Number.isNaN(a) !== Number.isNaN(b)
    ? NaN
    : plain(value) < plain(asked)
      ? -1
      : plain(value) > plain(asked)
        ? 1
        : 0
}
