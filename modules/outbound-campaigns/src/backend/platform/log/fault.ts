import { clean, isWord } from './clean'

/**
 * What may be said of a thrown error. A database's message holds the statement with every value in it, a mail server's the
 * address that it refused, a template's the text: so of what a library throws only its name, its code and the functions that
 * it came through are said, and of an error of the language or the database the cause without what could be a value.
 */
export interface Fault {
  error: string
  code?: string
  why?: string
  at?: string
}

export const faultOf = (thrown: unknown): Fault => {
  if (!isError(thrown)) return { error: typeof thrown }
  const { name, message } = thrown
  const { code, constraint } = thrown as { code?: unknown; constraint?: unknown }
  return {
    error: isWord(name) ? name : 'Error',
    ...(wordOf(code) !== undefined && { code: wordOf(code) }),
    ...(saysOwnWords(thrown) && {
      why: [clean(causeIn(message)), wordOf(constraint)].filter(Boolean).join(' ')
    }),
    ...atOf(thrown)
  }
}

/** What a native library throws may be an error of another realm. */
const isError = (thrown: unknown): thrown is Error =>
  typeof thrown === 'object' &&
  thrown !== null &&
  'stack' in thrown &&
  'message' in thrown &&
  'name' in thrown &&
  [thrown.name, thrown.message].every(text => typeof text === 'string')

const wordOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && isWord(text) ? text : undefined
}

const OWN_NAMES = ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'error']

/** Mail servers' words are in errors without a name of their own: they bring what the server answered. */
const saysOwnWords = (thrown: Error): boolean =>
  OWN_NAMES.includes(thrown.name) &&
  !('response' in thrown) &&
  !('responseCode' in thrown) &&
  !('command' in thrown)

/** Behind a statement stands what was wrong with it. */
const causeIn = (message: string): string =>
  /^\s*(select|insert|update|delete|with|create|alter|drop|begin|commit|rollback|set|analyze)\b/i.test(
    message
  )
    ? (message.split(' - ').pop() ?? '')
    : message

const FRAMES = 4

/** The functions that it came through, innermost first. What a message says that looks like one of them doesn't count. */
const atOf = ({ stack, message }: { stack?: unknown; message: string }): { at?: string } => {
  if (typeof stack !== 'string') return {}
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n')
  const names = frames.flatMap(line => {
    const [, name = ''] = /^\s{4}at (?:async |new )?([\w$.]+)(?: \[[^\]]*\])? \(/.exec(line) ?? []
    return name !== '' && !/\d{5,}/.test(name) ? [name] : []
  })
  return names.length === 0 ? {} : { at: names.slice(0, FRAMES).join('<') }
}
