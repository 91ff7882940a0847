/**
 * The part of ICU's message format that translations use in Botpress's Studio (which hands them to react-intl):
 * `{name}`, `{n, plural, =0 {…} one {…} other {…}}`, `{kind, select, a {…} other {…}}`, `#` in a plural, and quotes
 * that make braces literal. A message that can't be formatted (broken, or a value missing) is shown as it is written,
 * as react-intl does.
 */
export type Value = string | number | boolean | null | undefined
export type Values = Record<string, Value>

interface Cursor {
  text: string
  at: number
}

class Unformattable extends Error {}

const peek = (cursor: Cursor): string => cursor.text.charAt(cursor.at)

const skipSpace = (cursor: Cursor): void => {
  while (/\s/.test(peek(cursor))) cursor.at++
}

const word = (cursor: Cursor): string => {
  skipSpace(cursor)
  const start = cursor.at
  while (/[^\s,{}]/.test(peek(cursor))) cursor.at++
  const found = cursor.text.slice(start, cursor.at)
  skipSpace(cursor)
  return found
}

const expect = (cursor: Cursor, character: string): void => {
  if (peek(cursor) !== character) throw new Unformattable(`Expected ${character}`)
  cursor.at++
}

/** `''` is one quote; a quote before a brace opens literal text up to the next quote; any other quote is a quote. */
const quoted = (cursor: Cursor, inPlural: boolean): string => {
  cursor.at++
  if (peek(cursor) === "'") {
    cursor.at++
    return "'"
  }
  if (!(inPlural ? /[{}#]/ : /[{}]/).test(peek(cursor))) return "'"
  const end = cursor.text.indexOf("'", cursor.at)
  const literal = cursor.text.slice(cursor.at, end < 0 ? undefined : end)
  cursor.at = end < 0 ? cursor.text.length : end + 1
  return literal
}

const choose = (kind: string, value: Value, cases: Map<string, string>, locale: string): string => {
  const other = cases.get('other')
  if (other === undefined) throw new Unformattable('No case "other"')
  if (kind === 'select') return cases.get(String(value)) ?? other
  const count = Number(value)
  return cases.get(`=${count}`) ?? cases.get(new Intl.PluralRules(locale).select(count)) ?? other
}

const argument = (cursor: Cursor, values: Values, locale: string): string => {
  expect(cursor, '{')
  const name = word(cursor)
  const value = values[name]
  if (!name || !(name in values)) throw new Unformattable(`No value for ${name}`)
  if (peek(cursor) === '}') {
    cursor.at++
    return value === null || value === undefined ? '' : String(value)
  }
  expect(cursor, ',')
  const kind = word(cursor)
  if (kind !== 'plural' && kind !== 'select') throw new Unformattable(`Unknown format ${kind}`)
  expect(cursor, ',')

  // Every case is read, so that the cursor ends behind them all; only the chosen one's text is kept.
  const cases = new Map<string, string>()
  const inPlural = kind === 'plural' ? Number(value).toLocaleString(locale) : undefined
  for (let key = word(cursor); key; key = word(cursor)) {
    expect(cursor, '{')
    cases.set(key, sequence(cursor, values, locale, inPlural))
    expect(cursor, '}')
  }
  expect(cursor, '}')
  return choose(kind, value, cases, locale)
}

function sequence(cursor: Cursor, values: Values, locale: string, hash?: string): string {
  let out = ''
  while (cursor.at < cursor.text.length) {
    const character = peek(cursor)
    if (character === '}') return out
    if (character === '{') out += argument(cursor, values, locale)
    else if (character === "'") out += quoted(cursor, hash !== undefined)
    else {
      out += character === '#' && hash !== undefined ? hash : character
      cursor.at++
    }
  }
  return out
}

export const formatMessage = (message: string, values: Values, locale: string): string => {
  const cursor: Cursor = { text: message, at: 0 }
  try {
    const out = sequence(cursor, values, locale)
    return cursor.at === message.length ? out : message
  } catch (problem) {
    if (problem instanceof Unformattable) return message
    throw problem
  }
}
