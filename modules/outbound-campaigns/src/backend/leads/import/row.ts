import { normalizeEmail } from '../../platform/email/address'
import type { RowProblem } from '../../platform/import/row'
import { normalizePhone } from '../../platform/phone/phone'
import { storable } from '../../platform/text'
import type { GivenLead } from '../given'
import { hasIdentity } from '../identity'
import type { LeadColumns, LeadField } from './fields'
import { readDay, readLanguage, readPriority, readScore, readYes, readZone, type ReadValue } from './values'

export type LeadRow = { kind: 'lead'; given: GivenLead } | { kind: 'refused'; problem: RowProblem }

const LONGEST_TEXT = 200
const LONGEST_CUSTOM = 10_000

/**
 * What a row of a file says of a lead. An empty cell says nothing: it takes nothing away from somebody who is there. One
 * value that can't be read refuses the row, rather than a lead coming in with half of what somebody wrote.
 */
export const leadRow = (cells: readonly string[], columns: LeadColumns, defaultCountry: string): LeadRow => {
  const given: GivenLead = {}
  for (const { field, at, column } of columns.fields) {
    const cell = (cells[at] ?? '').trim()
    if (cell === '') continue
    const read = READERS[field](cell, defaultCountry)
    if (read.kind === 'invalid') return refused(column, cell, read)
    Object.assign(given, read.value)
  }
  if (!hasIdentity(given)) {
    return refused(null, null, {
      code: 'identity_missing',
      message:
        'There is no e-mail address, phone number or key in this row: nobody could be recognised by it.'
    })
  }
  const custom: Record<string, string> = {}
  for (const { name, at, column } of columns.custom) {
    const cell = storable(cells[at] ?? '').trim()
    if (cell.length > LONGEST_CUSTOM) return refused(column, cell, tooLong(LONGEST_CUSTOM))
    if (cell !== '') custom[name] = cell
  }
  return { kind: 'lead', given: Object.keys(custom).length > 0 ? { ...given, custom } : given }
}

type Reader = (cell: string, defaultCountry: string) => ReadValue<GivenLead>

const tooLong = (most: number) => ({
  code: 'too_long',
  message: `This is longer than ${most} characters. Is a quote missing somewhere above?`
})

const text =
  (field: 'ext_id' | 'first_name' | 'last_name' | 'company' | 'icp' | 'consent_source' | 'deal_id'): Reader =>
  cell =>
    cell.length > LONGEST_TEXT
      ? { kind: 'invalid', ...tooLong(LONGEST_TEXT) }
      : { kind: 'value', value: { [field]: storable(cell) } }

const as =
  <T>(read: (cell: string) => ReadValue<T>, give: (value: T) => GivenLead): Reader =>
  cell => {
    const found = read(cell)
    return found.kind === 'value' ? { kind: 'value', value: give(found.value) } : found
  }

const READERS: Record<LeadField, Reader> = {
  ext_id: text('ext_id'),
  email(cell) {
    const email = normalizeEmail(cell)
    if (email.kind === 'invalid') return email
    return { kind: 'value', value: { email: storable(cell), email_key: email.person } }
  },
  phone_number(cell, defaultCountry) {
    const phone = normalizePhone(cell, defaultCountry)
    return phone.kind === 'invalid' ? phone : { kind: 'value', value: { phone: phone.person } }
  },
  first_name: text('first_name'),
  last_name: text('last_name'),
  company: text('company'),
  icp: text('icp'),
  score: as(readScore, score => ({ score })),
  priority: as(readPriority, priority => ({ priority })),
  timezone: as(readZone, timezone => ({ timezone })),
  language: as(readLanguage, language => ({ language })),
  tracking: as(readYes, tracking => ({ tracking })),
  consent_source: text('consent_source'),
  consent_at: as(readDay, consent_at => ({ consent_at })),
  deal_id: text('deal_id')
}

const refused = (
  column: string | null,
  value: string | null,
  { code, message }: { code: string; message: string }
): LeadRow => ({
  kind: 'refused',
  problem: {
    column,
    value: value !== null && value.length > 100 ? `${value.slice(0, 100)}…` : value,
    code,
    message
  }
})
