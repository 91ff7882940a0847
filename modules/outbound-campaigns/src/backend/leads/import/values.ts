import { isZone } from '../../platform/zones'
import { LANGUAGES, type PRIORITIES } from '../schema'

/** How people write a field's values in a spreadsheet, in Spanish and in English. null: it is none of them. */
export type ReadValue<T> = { kind: 'value'; value: T } | { kind: 'invalid'; code: string; message: string }

const value = <T>(read: T): ReadValue<T> => ({ kind: 'value', value: read })
const invalid = (code: string, message: string): ReadValue<never> => ({ kind: 'invalid', code, message })

const wordsKey = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase()

export const readScore = (text: string): ReadValue<number> => {
  const [, digits = ''] = /^\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*$/.exec(text) ?? []
  const score = digits === '' ? NaN : Number(digits.replace(',', '.'))
  return score >= 0 && score <= 100
    ? value(score)
    : invalid('score_invalid', 'A score is a number from 0 to 100.')
}

const PRIORITY_WORDS: Readonly<Record<string, (typeof PRIORITIES)[number]>> = {
  low: 'low',
  baja: 'low',
  bajo: 'low',
  medium: 'medium',
  normal: 'medium',
  media: 'medium',
  medio: 'medium',
  high: 'high',
  alta: 'high',
  alto: 'high'
}

export const readPriority = (text: string): ReadValue<(typeof PRIORITIES)[number]> => {
  const found = own(PRIORITY_WORDS, wordsKey(text))
  return found
    ? value(found)
    : invalid('priority_invalid', 'A priority is low, medium or high (baja, media, alta).')
}

const LANGUAGE_WORDS: Readonly<Record<string, (typeof LANGUAGES)[number]>> = {
  espanol: 'es',
  castellano: 'es',
  spanish: 'es',
  ingles: 'en',
  english: 'en'
}

export const readLanguage = (text: string): ReadValue<(typeof LANGUAGES)[number]> => {
  const word = wordsKey(text)
  const found = own(LANGUAGE_WORDS, word) ?? LANGUAGES.find(code => code === word.split(/[-_]/)[0])
  return found ? value(found) : invalid('language_invalid', 'A language is es or en.')
}

export const readZone = (text: string): ReadValue<string> =>
  isZone(text.trim())
    ? value(text.trim())
    : invalid('timezone_invalid', 'A time zone is written as America/Mexico_City.')

const YES = new Set(['1', 'true', 'yes', 'y', 'si', 's', 'verdadero'])
const NO = new Set(['0', 'false', 'no', 'n', 'falso'])

export const readYes = (text: string): ReadValue<boolean> => {
  const word = wordsKey(text)
  if (YES.has(word)) return value(true)
  return NO.has(word) ? value(false) : invalid('yes_or_no', 'Write yes or no (sí, no).')
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/
const SPANISH_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/

/** A day alone is its beginning in UTC: nobody agrees to the minute. */
export const readDay = (text: string): ReadValue<number> => {
  const written = text.trim()
  const spanish = SPANISH_DAY.exec(written)
  const iso = spanish
    ? `${spanish[3] ?? ''}-${(spanish[2] ?? '').padStart(2, '0')}-${(spanish[1] ?? '').padStart(2, '0')}`
    : written
  const parts = ISO_DAY.exec(iso)
  const at = parts ? Date.parse(`${iso.slice(0, 10)}T${parts[4] ?? '00:00'}${zoneOf(parts[5])}`) : NaN
  // 31 February would be a day in March.
  return isDay(iso.slice(0, 10)) && !Number.isNaN(at)
    ? value(at)
    : invalid('date_invalid', 'Write the day as 2026-01-31, or as 31/01/2026.')
}

const zoneOf = (written: string | undefined): string => {
  if (written === undefined || written === 'Z') return 'Z'
  return written.includes(':') ? written : `${written.slice(0, 3)}:${written.slice(3)}`
}

const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

const own = <T>(words: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.prototype.hasOwnProperty.call(words, word) ? words[word] : undefined
