import type { Database } from '../../platform/database/database'
import { normalizeEmail } from '../../platform/email/address'
import { matchForms } from '../../platform/phone/address'
import { normalizePhone } from '../../platform/phone/phone'
import type { AddressBook } from '../opt-outs'
import { subjectsOf } from './entries'

/**
 * Whose entries are looked for: the digests of whoever has this address or number, and of what else they are reached by.
 * An entry is found by its digest alone, so by a whole address: half of one is nobody's.
 */
export const subjectsTyped = async (
  db: Database,
  botId: string,
  book: Pick<AddressBook, 'known'>,
  typed: string,
  defaultCountry: string
): Promise<string[]> => {
  const persons = personsTyped(typed, defaultCountry)
  const known = await book.known(db, botId, persons)
  return subjectsOf(db, botId, [...new Set([...persons, ...[...known.values()].flat()])])
}

const personsTyped = (typed: string, defaultCountry: string): string[] => {
  if (/\p{L}|@/u.test(typed)) {
    const email = normalizeEmail(typed)
    return email.kind === 'email' ? [email.person] : []
  }
  const phone = normalizePhone(typed, defaultCountry)
  // Whoever wrote to us is in the log by the number they have, whether or not it is one that we would write to.
  return phone.kind === 'phone' ? [phone.person] : matchForms(typed.replace(/\D/g, ''))
}
