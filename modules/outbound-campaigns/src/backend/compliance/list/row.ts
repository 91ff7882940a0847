import { normalizeEmail } from '../../platform/email/address'
import type { RowProblem } from '../../platform/import/row'
import { normalizePhone } from '../../platform/phone/phone'
import { storable } from '../../platform/text'
import type { Suppression } from '../suppressions'
import type { OptOutColumns, OptOutField } from './columns'
import type { OptOutChannel } from './schema'

export interface RowRules {
  columns: OptOutColumns
  names: Readonly<Partial<Record<string, string>>>
  defaultCountry: string
  /** For rows that name none. */
  channel: OptOutChannel
}

export type OptOutRow =
  { kind: 'opt_outs'; suppressions: Suppression[] } | { kind: 'refused'; problem: RowProblem }

const LONGEST_EVIDENCE = 500

const CHANNEL_WORDS: Readonly<Record<string, OptOutChannel>> = {
  all: 'all',
  todo: 'all',
  todos: 'all',
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  correo: 'email',
  whatsapp: 'whatsapp'
}

/**
 * Whom a row of a file takes off: by e-mail address, number, or both. A value that can't be read refuses the row: to guess
 * what somebody wanted no more of is worse than to ask.
 */
export const optOutRow = (cells: readonly string[], rules: RowRules): OptOutRow => {
  const cell = (field: OptOutField) => (cells[rules.columns[field]] ?? '').trim()
  const refused = (field: OptOutField | null, code: string, message: string): OptOutRow => ({
    kind: 'refused',
    problem: {
      column: field && (rules.names[field] ?? field),
      value: field && cell(field).slice(0, 100),
      code,
      message
    }
  })
  const email = cell('email') === '' ? undefined : normalizeEmail(cell('email'))
  if (email?.kind === 'invalid') return refused('email', email.code, email.message)
  const phone =
    cell('phone_number') === '' ? undefined : normalizePhone(cell('phone_number'), rules.defaultCountry)
  if (phone?.kind === 'invalid') return refused('phone_number', phone.code, phone.message)
  const persons = [email, phone].flatMap(found => found?.person ?? [])
  if (persons.length === 0) {
    return refused(null, 'identity_missing', 'There is no e-mail address and no phone number in this row.')
  }
  const channel = channelIn(cell('channel')) ?? rules.channel
  if (cell('channel') !== '' && !channelIn(cell('channel'))) {
    return refused('channel', 'channel_unknown', 'A channel is email, whatsapp or all.')
  }
  const at = cell('at') === '' ? null : timeIn(cell('at'))
  if (at === undefined) {
    return refused(
      'at',
      'date_invalid',
      'Write the day as 2026-01-31 or 31/01/2026, or the time as ISO 8601.'
    )
  }
  const evidence = storable(cell('evidence')).slice(0, LONGEST_EVIDENCE) || null
  return {
    kind: 'opt_outs',
    suppressions: persons.map(person => ({ person, channel, source: 'import', evidence, at }))
  }
}

const channelIn = (text: string): OptOutChannel | undefined => {
  const word = text.toLowerCase()
  return Object.prototype.hasOwnProperty.call(CHANNEL_WORDS, word) ? CHANNEL_WORDS[word] : undefined
}

const SPANISH_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s.*)?$/
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/

/** A day alone is its beginning in UTC: nobody agrees to the minute. undefined: it is none, or has not come yet. */
const timeIn = (text: string): number | undefined => {
  const spanish = SPANISH_DAY.exec(text)
  const day = spanish
    ? `${spanish[3] ?? ''}-${(spanish[2] ?? '').padStart(2, '0')}-${(spanish[1] ?? '').padStart(2, '0')}`
    : text
  if (!ISO.test(day)) return undefined
  const midnight = Date.parse(`${day.slice(0, 10)}T00:00Z`)
  // 31 February would be a day in March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day.slice(0, 10)))
    return undefined
  const iso = day.replace(' ', 'T').replace(/\s+/g, '')
  const at = day.length === 10 ? midnight : Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`)
  return Number.isNaN(at) || at > Date.now() + 86_400_000 ? undefined : at
}
