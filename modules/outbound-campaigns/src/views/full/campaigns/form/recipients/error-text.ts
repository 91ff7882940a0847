/** Why a row was not taken, in the user's words, by its code; a code that is new is told as the server tells it. */
import type { RowError } from '../../../../api/imports'
import { t, type TextKey } from '../../../../text'

const TEXTS: Partial<Record<string, TextKey>> = {
  duplicate: 'people.error.duplicate',
  unclosed_quote: 'people.error.unclosed_quote',
  too_many_cells: 'people.error.too_many_cells',
  phone_missing: 'people.error.phone_missing',
  phone_rounded: 'people.error.phone_rounded',
  phone_letters: 'people.error.phone_letters',
  phone_several: 'people.error.phone_several',
  phone_unreadable: 'people.error.phone_unreadable',
  phone_too_short: 'people.error.phone_too_short',
  phone_too_long: 'people.error.phone_too_long',
  phone_not_in_country: 'people.error.phone_not_in_country',
  phone_not_mobile: 'people.error.phone_not_mobile',
  phone_country_missing: 'people.error.phone_country_missing'
}

export const rowErrorText = ({ code, message }: Pick<RowError, 'code' | 'message'>): string => {
  const key = TEXTS[code]
  return key === undefined ? message : t(key)
}
