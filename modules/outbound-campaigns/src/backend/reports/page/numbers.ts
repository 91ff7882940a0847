/**
 * Numbers and days as people read them. Not by `Intl`: the Node that Botpress brings knows English alone. Mexico writes
 * 1,234.5 as English does, and a space before the per cent sign.
 */
import type { Language } from '../../platform/settings/language'

const NO_BREAK = '\u00a0'
const MINUS = '\u2212'

export const fixed = (value: number, digits: number): string => {
  const [whole = '0', ...fraction] = Math.abs(value).toFixed(digits).split('.')
  const text = [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','), ...fraction].join('.')
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text
}

/** Without noughts at its end. */
export const decimal = (value: number, digits = 0): string =>
  fixed(value, digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')

/** With its sign, so that "no change" reads otherwise than a rise. */
export const signed = (value: number, digits = 0): string => {
  const text = decimal(value, digits)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

export const percent = (text: string, language: Language): string =>
  language === 'es' ? `${text}${NO_BREAK}%` : `${text}%`
