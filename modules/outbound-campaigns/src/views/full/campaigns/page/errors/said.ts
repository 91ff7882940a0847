/**
 * What the provider itself said of an error. The API puts it in brackets behind its own sentence, which the panel tells in
 * the user's language; so of a code that is known here only the brackets are news.
 */
import { KNOWN_CODES } from './codes'

/** Whose whole sentence names what a person has to look for. */
const TELLING = new Set(['missing_variable'])

export const saidOf = ({ code, detail }: { code: string; detail: string }): string | null => {
  if (detail === '') return null
  if (!KNOWN_CODES.includes(code) || TELLING.has(code)) return detail
  const [, said = null] = /^[^(]*\((.+)\)$/s.exec(detail) ?? []
  return said
}
