import { normalizeEmail } from '../platform/email/address'
import { unprocessable, type ProblemDetail } from '../platform/http/problem'
import { normalizePhone } from '../platform/phone/phone'
import type { CustomValue, LeadInput } from './schema'
import type { StoredLead } from './lead'

/** What is said of a lead, with addresses in their one form. What is not named stays as it is; null takes it away. */
export type GivenLead = Partial<
  Pick<
    StoredLead,
    | 'ext_id'
    | 'email'
    | 'email_key'
    | 'phone'
    | 'first_name'
    | 'last_name'
    | 'company'
    | 'icp'
    | 'score'
    | 'priority'
    | 'timezone'
    | 'language'
    | 'tracking'
    | 'consent_source'
    | 'consent_at'
    | 'deal_id'
    | 'qualified_at'
  >
> & { custom?: Readonly<Record<string, CustomValue | null>> | null }

/** Brings what somebody wrote into the form that is kept, or says of each field what is wrong with it. */
export const givenLead = (input: LeadInput, defaultCountry: string): GivenLead => {
  const { email, phone_number, consent_at, ...rest } = input
  const errors: ProblemDetail[] = []
  const given: GivenLead = { ...rest }
  if (email !== undefined) {
    const read = email === null ? null : normalizeEmail(email)
    if (read?.kind === 'invalid') errors.push({ path: 'email', code: read.code, message: read.message })
    else Object.assign(given, { email, email_key: read && read.person })
  }
  if (phone_number !== undefined) {
    const read = phone_number === null ? null : normalizePhone(phone_number, defaultCountry)
    if (read?.kind === 'invalid')
      errors.push({ path: 'phone_number', code: read.code, message: read.message })
    else given.phone = read && read.person
  }
  if (consent_at !== undefined) given.consent_at = consent_at === null ? null : Date.parse(consent_at)
  if (errors.length === 0) return given
  throw unprocessable(errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
}
