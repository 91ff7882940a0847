/** What of the typed row differs from what is stored. null: nothing does. */
import type { Correction, Recipient } from '../api'

export interface Typed {
  /** null: as it is. */
  phone: string | null
  values: Record<string, string>
}

/** The number has a field of its own; the column that it came from would be a second one for the same thing. */
export const phoneColumnOf = ({ phone_number: phone, values }: Recipient): string | null => {
  const digits = phone.replace(/\D/g, '').slice(-10)
  const found = Object.entries(values).find(([, value]) => value.replace(/\D/g, '').slice(-10) === digits)
  return found ? found[0] : null
}

export const correctionOf = (recipient: Recipient, { phone, values }: Typed): Correction | null => {
  const changed = Object.entries(values).filter(([column, value]) => value !== recipient.values[column])
  const correction: Correction = {
    ...(phone !== null &&
      phone.trim() !== '' &&
      phone.trim() !== recipient.phone_number && { phone_number: phone.trim() }),
    ...(changed.length > 0 && { values: Object.fromEntries(changed) })
  }
  return Object.keys(correction).length === 0 ? null : correction
}
