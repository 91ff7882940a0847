import { normalizeEmail } from '../../platform/email/address'
import { unprocessable } from '../../platform/http/problem'
import { normalizePhone } from '../../platform/phone/phone'

/** The persons' keys behind what somebody gave. An address that can't be read is refused, and says why. */
export const personsGiven = (
  { email, phone_number }: { email?: string; phone_number?: string },
  defaultCountry: string
): string[] => {
  const mail = email === undefined ? undefined : normalizeEmail(email)
  if (mail?.kind === 'invalid') {
    throw unprocessable(mail.message, [{ path: 'email', code: mail.code, message: mail.message }])
  }
  const phone = phone_number === undefined ? undefined : normalizePhone(phone_number, defaultCountry)
  if (phone?.kind === 'invalid') {
    throw unprocessable(phone.message, [{ path: 'phone_number', code: phone.code, message: phone.message }])
  }
  return [mail, phone].flatMap(found => found?.person ?? [])
}
