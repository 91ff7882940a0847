import type { ErrorPolicy } from '../../platform/settings/error-policy'
import type { Outcome, Reason } from '../outcome'
import { ERRORS, knownError, META_CODES, type ErrorClass, type RequestErrorCode } from './errors'
import { plainText } from '../plain-text'

/** An error with what follows from it, by the table or as the operator has decided. */
export interface Classified {
  class: ErrorClass
  reason: Reason
}

/** By its code alone. `said` is the provider's own text, kept behind ours: it often names the very field. */
export const classify = (code: string, policy: ErrorPolicy, said = '', alsoKnownAs = code): Classified => {
  const known = knownError(code)
  const text = plainText(said)
  return {
    class: decided(known.class, policy[code] ?? policy[alsoKnownAs]),
    reason: { code, detail: text ? `${known.says} (${text})` : known.says }
  }
}

/** The operator's word, except where nobody knows whether the message went out: no setting may send it twice. */
const decided = (byTable: ErrorClass, policy: ErrorPolicy[string] | undefined): ErrorClass => {
  if (!policy || byTable.kind === 'unknown') return byTable
  switch (policy.action) {
    case 'retry':
      return {
        kind: 'try_again',
        restMs: policy.after_s === undefined ? restOf(byTable) : policy.after_s * 1000
      }
    case 'fail':
      return { kind: 'refused', suppress: false }
    case 'suppress':
      return { kind: 'refused', suppress: true }
    case 'pause':
      return { kind: 'stop' }
  }
}

const restOf = (given: ErrorClass): number | null => ('restMs' in given ? given.restMs : null)

export const classifyRequest = (code: RequestErrorCode, policy: ErrorPolicy, said?: string): Classified =>
  classify(code, policy, said)

/** A refusal of the request itself, by its HTTP status and, for a 422, by the field that it names. */
export const classifyAnswer = (status: number, body: unknown, policy: ErrorPolicy): Classified =>
  classify(codeOfAnswer(status, body), policy, textOfProblem(body), `http_${status}`)

const codeOfAnswer = (status: number, body: unknown): string => {
  if (status === 422) return codeOf422(body)
  const exact = `http_${status}`
  return ERRORS.has(exact) ? exact : `http_${Math.floor(status / 100)}xx`
}

/** The problem's number tells which part is wrong where no field is named: 1120 the sender, 1130 and 110 the recipient. */
const codeOf422 = (body: unknown): string => {
  const fields = invalidParameters(body).map(({ name }) => name)
  const number = /#(\d+)$/.exec(textField(body, 'type'))?.[1]
  const isAbout = (field: string) => new RegExp(`^${field}\\b`)
  if (fields.length > 0) {
    // With another field wrong as well, leaving out this one person would mend nothing.
    if (fields.every(name => isAbout('to').test(name))) return 'http_422_recipient'
    return fields.some(name => isAbout('from').test(name)) ? 'http_422_sender' : 'http_422'
  }
  if (number === '1130' || number === '110') return 'http_422_recipient'
  return number === '1120' ? 'http_422_sender' : 'http_422'
}

const textOfProblem = (body: unknown): string => {
  const fields = invalidParameters(body).map(({ name, reason }) => `${name} ${reason}`.trim())
  return fields.length > 0 ? fields.join('; ') : textField(body, 'detail') || textField(body, 'title')
}

/**
 * The error of a `rejected` or `undeliverable` status, in the form of v1 (`title`, `type`, `detail`, at times nested once
 * more) or of v0.1 (`code`, `reason`). Where the detail names Meta's own code, that one decides, being the cause.
 */
export const classifyStatusError = (
  status: 'rejected' | 'undeliverable',
  error: unknown,
  policy: ErrorPolicy
): Classified => {
  const nested = fieldOf(error, 'error')
  const inner = isRecord(nested) ? nested : error
  const code = codeOfStatus(inner)
  const said = textField(inner, 'detail') || textField(inner, 'reason')
  const cause = metaCodeIn(said)
  return classify(cause ?? code ?? status, policy, said, code ?? status)
}

const codeOfStatus = (error: unknown): string | undefined => {
  for (const given of [fieldOf(error, 'title'), fieldOf(error, 'code')]) {
    const found = /^\s*(\d{1,6})\b/.exec(typeof given === 'number' ? String(given) : asText(given))
    if (found) return found[1]
  }
  return /#(\d{1,6})$/.exec(textField(error, 'type'))?.[1]
}

/** Six digits from 130000 on stand for themselves; the short ones only as Meta writes them: (#4). */
const metaCodeIn = (text: string): string | undefined => {
  const found = [...text.matchAll(/(?<![\d+])(13\d{4}|80007)(?!\d)|\(#(\d{1,6})\)/g)]
  return found.map(([, long, short]) => long ?? short ?? '').find(code => META_CODES.has(code))
}

/** For the outbox. A suppression is the caller's to write down: an outcome knows only that it was refused. */
export const toOutcome = ({ class: of, reason }: Classified, retryAfterMs: number | null = null): Outcome => {
  switch (of.kind) {
    case 'refused':
      return { kind: 'refused', reason }
    case 'throttled':
      return { kind: 'throttled', reason, retryAfterMs: longer(retryAfterMs, of.restMs) }
    case 'try_again':
      return { kind: 'try_again', reason, afterMs: longer(retryAfterMs, of.restMs) }
    case 'stop':
      return { kind: 'stop', reason }
    case 'unknown':
      return { kind: 'unknown', reason }
  }
}

const longer = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

const textField = (value: unknown, name: string): string => asText(fieldOf(value, name))

const invalidParameters = (body: unknown): Array<{ name: string; reason: string }> => {
  const list = fieldOf(body, 'invalid_parameters')
  if (!Array.isArray(list)) return []
  return list.map((item: unknown) => ({ name: textField(item, 'name'), reason: textField(item, 'reason') }))
}
