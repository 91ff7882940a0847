import { domainToASCII } from 'url'

export type EmailErrorCode =
  'email_missing' | 'email_several' | 'email_no_at' | 'email_name' | 'email_domain' | 'email_too_long'

export type Email =
  { kind: 'email'; person: string } | { kind: 'invalid'; code: EmailErrorCode; message: string }

/** Already plain: nothing of it can be written in two ways but its case. */
const PLAIN = /^[\w%+-]+(?:\.[\w%+-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i

/** RFC 5321: octets before the `@`, and of the whole. */
const LONGEST_NAME = 64
const LONGEST = 254

/**
 * The one canonical form of a mail address, or why there is none: lower case, its domain as the DNS knows it (punycode).
 * Whoever comes in twice in different writing is found by this form alone, so its answer, given to it again, is itself.
 *
 * By the letter, `Ana@` and `ana@` may be two people; no provider does that, and spreadsheets mix them freely. Dots and
 * `+tags` do make two addresses at most providers, so they stay. Whether somebody reads mail there only the mail tells.
 */
export const normalizeEmail = (raw: string): Email => {
  // Nearly all of nearly every file: it answers the same as the long way (a test holds them to it).
  if (raw.length <= LONGEST_NAME && PLAIN.test(raw) && !/(?:^|[@.])..--/.test(raw)) {
    return { kind: 'email', person: raw.toLowerCase() }
  }
  return normalizeWrittenEmail(raw)
}

/** The long way: every writing. */
export const normalizeWrittenEmail = (raw: string): Email => {
  const text = readable(raw)
  if (text === '') return invalid('email_missing', 'There is no e-mail address in this row.')
  if (isSeveral(text)) {
    return invalid('email_several', 'There is more than one address here. Keep one address in each row.')
  }
  const at = text.lastIndexOf('@')
  if (at < 0) return invalid('email_no_at', 'This is no e-mail address: it has no @.')

  const name = text.slice(0, at)
  if (!NAME.test(name)) {
    return invalid(
      'email_name',
      'What stands before the @ is not possible. Check it for spaces and typing errors.'
    )
  }
  const domain = canonicalDomain(text.slice(at + 1))
  if (domain === null) {
    return invalid('email_domain', 'What stands after the @ is no domain such as example.com.')
  }
  const person = `${name}@${domain}`
  if (Buffer.byteLength(name) > LONGEST_NAME || Buffer.byteLength(person) > LONGEST) {
    return invalid('email_too_long', 'This address is longer than an e-mail address can be.')
  }
  return { kind: 'email', person }
}

const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0f\ufeff]/g
const AROUND = /^[\s"'‘’“”`´<([,;:]+|[\s"'‘’“”`´>)\],;:.]+$/g
/** Letters of any alphabet (RFC 6531) and what RFC 5322 allows without quotes; no dot at an end, no two in a row. */
const NAME = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/

/** Without what programs put around an address: a name, brackets, `mailto:`, quotes, characters that can't be seen. */
const readable = (raw: string): string => {
  // In angle brackets stands the address, before them a name that may hold anything.
  const bracketed = /<([^<>]*@[^<>]*)>[\s"',;.]*$/.exec(raw)?.[1] ?? raw
  return bracketed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(AROUND, '')
    .replace(/^mailto\s*:\s*/, '')
    .replace(/^([^?]*@[^?]*)\?.*$/, '$1')
    .replace(AROUND, '')
    .replace(/\s*@\s*/g, '@')
}

const isSeveral = (text: string): boolean =>
  text.split(/[\s,;|/]+/).filter(part => part.includes('@')).length > 1

/** As the DNS knows it, or null where it can't be one. An address of numbers (`[192.0.2.1]`) reaches nobody we write to. */
const canonicalDomain = (written: string): string | null => {
  const dotted = written.replace(/[。｡．]/g, '.')
  // First, because the conversion would also decode percent signs and read numbers as an address.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(dotted) || /\.\d+$/.test(dotted)) return null
  const domain = domainToASCII(dotted)
  const labels = domain.split('.')
  return labels.length >= 2 &&
    labels.every(label => LABEL.test(label)) &&
    /^(?:[a-z]{2,}|xn--.+)$/.test(labels[labels.length - 1] ?? '')
    ? domain
    : null
}

const invalid = (code: EmailErrorCode, message: string): Email => ({ kind: 'invalid', code, message })
