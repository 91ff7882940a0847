import { matchForms } from './address'

/** What the beginning of a number, in whichever form it is typed, may be the beginning of. */
export const beginnings = (typed: string): string[] => {
  const digits = typed.replace(/[^\d+]/g, '')
  if (digits === '') return []
  if (digits.startsWith('+521')) return [`+52${digits.slice(4)}`]
  if (digits.startsWith('+')) return [digits]
  const whole = matchForms(digits)
  // Within Mexico mobiles were dialled with 044, 045 or 01 in front, and many lists still have them so.
  const mexican = digits.startsWith('521')
    ? `+52${digits.slice(3)}`
    : `+52${digits.replace(/^(044|045|01)/, '')}`
  return [...new Set([...whole, `+${digits}`, mexican])]
}
