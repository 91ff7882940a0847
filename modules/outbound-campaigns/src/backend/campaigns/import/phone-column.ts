import { unprocessable, type Problem } from '../../platform/http/problem'
import { columnKnownAs, columnNamed } from '../../platform/import/header'
import { PHONE_COLUMNS } from '../../platform/import/phone-columns'
import { normalizePhone } from '../../platform/phone/phone'

/** In a file of people to write to, these name the numbers as well, where nothing surer does. */
const WEAK_NAMES = ['to', 'numero', 'number', 'num', 'contacto']

const ROWS_TO_LOOK_AT = 50

/**
 * The place of the column with the phone numbers: the mapped one, else the one whose name says so. Never guessed from the
 * values: a column of old numbers would be written to. But where exactly one column's values are numbers, the refusal
 * says which, and how to map it.
 */
export const phoneColumn = (
  columns: readonly string[],
  mapping: { phone_number: string } | null,
  firstRows: ReadonlyArray<readonly string[]>,
  defaultCountry: string
): number => {
  if (mapping) {
    const mapped = columnNamed(columns, mapping.phone_number)
    if (mapped >= 0) return mapped
    throw noPhoneColumn(
      columns,
      'phone_column_unknown',
      `The mapping names the column "${mapping.phone_number}", which the file does not have. ${has(columns)}`
    )
  }
  const known = columnKnownAs(columns, [...PHONE_COLUMNS, ...WEAK_NAMES])
  if (known >= 0) return known

  if (columns.some(name => isPhone(name, defaultCountry))) {
    throw noPhoneColumn(
      columns,
      'header_missing',
      'The first line holds a phone number, so the file has no header. Put the names of the columns in the first line, such as phone_number,name.'
    )
  }
  const candidates = columns.filter((_name, at) => looksLikePhones(firstRows, at, defaultCountry))
  const [only, ...more] = candidates
  if (only !== undefined && more.length === 0) {
    throw noPhoneColumn(
      columns,
      'phone_column_missing',
      `No column is named as one of phone numbers. Is it the column "${only}"? ` +
        `Then rename it to phone_number, or map it: mapping={"phone_number":${JSON.stringify(only)}}.`
    )
  }
  throw noPhoneColumn(
    columns,
    'phone_column_missing',
    `No column is named as one of phone numbers. ${has(columns)} ` +
      'Name the one with the numbers phone_number (or phone, telefono, celular, whatsapp …), or map it: ' +
      'mapping={"phone_number":"…"}.'
  )
}

const looksLikePhones = (rows: ReadonlyArray<readonly string[]>, at: number, country: string): boolean => {
  const values = rows
    .slice(0, ROWS_TO_LOOK_AT)
    .map(row => row[at] ?? '')
    .filter(value => value.trim() !== '')
  const phones = values.filter(value => isPhone(value, country)).length
  return phones > 0 && phones * 2 >= values.length
}

const isPhone = (value: string, country: string): boolean => normalizePhone(value, country).kind === 'phone'

const has = (columns: readonly string[]): string => `It has: ${columns.map(name => `"${name}"`).join(', ')}.`

type Cause = 'phone_column_missing' | 'phone_column_unknown' | 'header_missing'

/** With the columns that there are, so that a screen can let somebody choose. */
const noPhoneColumn = (columns: readonly string[], code: Cause, detail: string): Problem =>
  unprocessable(detail, [{ path: 'mapping.phone_number', code, message: 'no such column' }], { columns })
