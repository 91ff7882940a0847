import { canonicalArgentine, canonicalBrazilian, mexicanDigits } from './countries'

/** How numbers in Mexico are addressed: a setting, because accounts differ in the form they reach people by. */
export type MxPrefix = '521' | '52'

/** The digits that a provider is given for a person's canonical number: no +, and Mexico as the setting says. */
export const addressOf = (person: string, mxPrefix: MxPrefix): string =>
  person.startsWith('+52') ? mxPrefix + person.slice(3) : person.slice(1)

/** How a person's number is shown and exported: as it is addressed. */
export const displayPhone = (person: string, mxPrefix: MxPrefix): string => `+${addressOf(person, mxPrefix)}`

/**
 * Who may be meant by the digits that a webhook or a reply carries, in whichever form it came back: `521…` and `52…`,
 * `549…` and `54…`, with and without Brazil's ninth digit. None for what is no phone number, such as a WhatsApp user
 * name or a BSUID. Provider's numbers are taken as they are: whether one could exist is not the question here.
 */
export const matchForms = (digits: string): string[] => {
  const plain = digits.replace(/^\+/, '')
  if (!/^\d{7,15}$/.test(plain)) return []
  const mexican = mexicanDigits(plain, true)
  if (mexican) return [`+52${mexican}`]
  if (/^549?\d{10}$/.test(plain)) return [canonicalArgentine(plain)]
  if (plain.startsWith('55')) return [canonicalBrazilian(plain.slice(2))]
  return [`+${plain}`]
}
