/** What of the typed row differs from what is stored. null: nothing does. */
import type { Correction, Recipient } from '../api'

export interface Typed {
  /** null: as it is. */
  phone: string | null
  values: Record<string, string>
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
