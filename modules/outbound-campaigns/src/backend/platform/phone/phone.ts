import parse, { isSupportedCountry, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max'
import { isValidPhoneNumber as fitsNumberingPlan } from 'libphonenumber-js/min'
import { canonicalArgentine, canonicalBrazilian, isMexicanService, mexicanDigits } from './countries'
import { readWritten, type UnreadableCode } from './written'

export type PhoneErrorCode =
  | UnreadableCode
  | 'phone_too_short'
  | 'phone_too_long'
  | 'phone_not_in_country'
  | 'phone_not_mobile'
  | 'phone_country_missing'

export type Phone =
  { kind: 'phone'; person: string } | { kind: 'invalid'; code: PhoneErrorCode; message: string }

/** Already plain: ten Mexican digits, alone or behind 52 or 521. */
const PLAIN_MEXICAN = /^(\+)?(?:52)?1?[2-9]\d{9}$/

/**
 * The one canonical form of a person's number, or why there is none. Numbers without a country code belong to
 * `defaultCountry`. Whoever comes in twice in different writing is found by this form alone, so it must never depend
 * on anything but the number; and its answer, given to it again, is itself.
 *
 * libphonenumber's largest metadata knows which numbers are landlines or free-call numbers; only where it is sure are
 * they refused. What it can't place in a known range is asked again of the smallest metadata, which knows the country's
 * numbering plan but not who was given which part of it: new ranges are handed out faster than libraries are updated.
 */
export const normalizePhone = (raw: string, defaultCountry: string): Phone => {
  // Most rows of most files: about twenty times as fast as the long way, which answers the same (a test holds them to it).
  const plain = PLAIN_MEXICAN.exec(raw)
  if (plain && (plain[1] || defaultCountry === 'MX')) {
    const tenDigits = mexicanDigits(plain[1] ? raw.slice(1) : raw, plain[1] !== undefined)
    if (tenDigits) return mexican(tenDigits)
  }
  return normalizeWritten(raw, defaultCountry)
}

/** The long way: every writing, every country. */
export const normalizeWritten = (raw: string, defaultCountry: string): Phone => {
  const written = readWritten(raw)
  if (written.kind === 'invalid') return written
  const { digits, international } = written

  const isMexican = international ? digits.startsWith('52') : defaultCountry === 'MX'
  if (isMexican) {
    const tenDigits = mexicanDigits(digits, international)
    return tenDigits ? mexican(tenDigits) : notMexican(digits, international)
  }
  if (!international && !isSupportedCountry(defaultCountry)) {
    return invalid(
      'phone_country_missing',
      'The number has no country code and the country is not known. Write it with + and its country code.'
    )
  }
  const parsed = parse(international ? `+${digits}` : digits, {
    defaultCountry: international ? undefined : (defaultCountry as CountryCode),
    extract: false
  })
  if (!parsed) return misfit(digits.length, international)
  return judge(parsed, international)
}

const judge = (parsed: PhoneNumber, international: boolean): Phone => {
  const { number, nationalNumber, countryCallingCode } = parsed
  if (!parsed.isPossible()) return misfit(nationalNumber.length, international)

  const type = parsed.getType()
  if (type === undefined && !fitsNumberingPlan(number)) return misfit(nationalNumber.length, international)
  // An Argentine number without its 9 looks like a landline, and nearly always isn't one in a list for WhatsApp.
  const isArgentine = countryCallingCode === '54'
  switch (type) {
    case 'FIXED_LINE':
      if (isArgentine) break
      return notMobile('a landline')
    case 'TOLL_FREE':
      return notMobile('a free-call number')
    case 'PREMIUM_RATE':
    case 'SHARED_COST':
      return notMobile('a service number')
    case 'PAGER':
    case 'UAN':
    case 'VOICEMAIL':
      return notMobile('not a person’s phone')
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
    case 'PERSONAL_NUMBER':
    case 'VOIP':
    case undefined:
      break
  }
  if (isArgentine) return { kind: 'phone', person: canonicalArgentine(nationalNumber) }
  if (countryCallingCode === '55') return { kind: 'phone', person: canonicalBrazilian(nationalNumber) }
  return { kind: 'phone', person: number }
}

const mexican = (tenDigits: string): Phone =>
  isMexicanService(tenDigits)
    ? notMobile('a service number or an office line')
    : { kind: 'phone', person: `+52${tenDigits}` }

const notMexican = (digits: string, international: boolean): Phone => {
  const length = international ? digits.length - 2 : digits.length
  if (length < 10)
    return invalid('phone_too_short', `A number in Mexico has 10 digits; this one has ${length}.`)
  if (length === 10)
    return invalid('phone_not_in_country', 'No number in Mexico begins like this. Check its first digits.')
  if (international)
    return invalid('phone_too_long', 'A number in Mexico has 10 digits after +52; this one has more.')
  return invalid(
    'phone_too_long',
    'A number in Mexico has 10 digits; this one has more. ' +
      'If it belongs to another country, write it with + and its country code.'
  )
}

const misfit = (length: number, international: boolean): Phone => {
  if (length < 7) return invalid('phone_too_short', 'This phone number has too few digits.')
  if (length > 15) return invalid('phone_too_long', 'This phone number has too many digits.')
  return invalid(
    'phone_not_in_country',
    international
      ? 'No number of this country looks like this. Check the country code and the digits.'
      : 'No number of the default country looks like this. Check its digits, or write it with + and its country code.'
  )
}

const notMobile = (what: string): Phone =>
  invalid('phone_not_mobile', `This is ${what}, so WhatsApp can't reach it. Use a mobile number.`)

const invalid = (code: PhoneErrorCode, message: string): Phone => ({ kind: 'invalid', code, message })
