/**
 * What becomes of a message, by the end of its recipient's number. One table: the README's is made from it (a test
 * compares them), so what is documented is what happens.
 */
import { isErrorCode, type ErrorCode } from './error-codes'

export type RefusedWith = 401 | 402 | 422 | 429 | 500

/** Which setting says how many times in a row it happens; then the message is accepted. */
export type Patience = 'throttle_times' | 'error_times' | 'failure_times'

/** What the request gets. */
export type Answer =
  | { kind: 'accepted' }
  | { kind: 'accepted_after_status' }
  | { kind: 'refused'; status: RefusedWith; times: 'always' | Patience }
  | { kind: 'silent'; accepted: boolean }
  | { kind: 'reset'; accepted: boolean }
  | { kind: 'garbled'; how: 'truncated' | 'empty' | 'html' }

/** What is told afterwards by webhooks. */
export type Course =
  | { kind: 'ordinary' }
  | { kind: 'unread' }
  | { kind: 'silence' }
  | { kind: 'jumbled' }
  | { kind: 'fails'; code: ErrorCode; times: 'always' | Patience; reason?: string }

export interface Outcome {
  /** The rule's ending, or null where none applies. */
  rule: string | null
  answer: Answer
  course: Course
}

interface Rule {
  /** The last six digits; CCCC stands for an error code. */
  ending: string
  means: string
  answer: Answer
  course: Course | ((code: ErrorCode) => Course)
}

const accepted: Answer = { kind: 'accepted' }
const ordinary: Course = { kind: 'ordinary' }
const silence: Course = { kind: 'silence' }

const refused = (status: RefusedWith, times: 'always' | Patience): Answer => ({
  kind: 'refused',
  status,
  times
})

export const RULES: readonly Rule[] = [
  {
    ending: '99CCCC',
    means: '202, then `rejected` (or `undeliverable`) with the error code CCCC, every time',
    answer: accepted,
    course: code => ({ kind: 'fails', code, times: 'always' })
  },
  {
    ending: '97CCCC',
    means: 'the same the first `failure_times` times (1), then it is delivered',
    answer: accepted,
    course: code => ({ kind: 'fails', code, times: 'failure_times' })
  },
  { ending: '980401', means: '401', answer: refused(401, 'always'), course: silence },
  { ending: '980402', means: '402, no credit', answer: refused(402, 'always'), course: silence },
  { ending: '980422', means: '422, names `to`', answer: refused(422, 'always'), course: silence },
  {
    ending: '980429',
    means: '429 with `Retry-After`, `throttle_times` times in a row (1), then it is accepted',
    answer: refused(429, 'throttle_times'),
    course: ordinary
  },
  {
    ending: '980500',
    means: '500, `error_times` times in a row (1), then it is accepted',
    answer: refused(500, 'error_times'),
    course: ordinary
  },
  { ending: '981500', means: '500, always', answer: refused(500, 'always'), course: silence },
  {
    ending: '980001',
    means: 'no answer until the client gives up; not accepted',
    answer: { kind: 'silent', accepted: false },
    course: silence
  },
  {
    ending: '980002',
    means: 'connection reset before the message is accepted',
    answer: { kind: 'reset', accepted: false },
    course: silence
  },
  {
    ending: '980003',
    means: 'connection reset after the message was accepted; statuses follow',
    answer: { kind: 'reset', accepted: true },
    course: ordinary
  },
  {
    ending: '980004',
    means: 'accepted, but the 202 is cut off; statuses follow',
    answer: { kind: 'garbled', how: 'truncated' },
    course: ordinary
  },
  {
    ending: '980005',
    means: 'accepted, but the 202 has an empty body; statuses follow',
    answer: { kind: 'garbled', how: 'empty' },
    course: ordinary
  },
  {
    ending: '980006',
    means: 'accepted, but the 202 is an HTML page; statuses follow',
    answer: { kind: 'garbled', how: 'html' },
    course: ordinary
  },
  {
    ending: '980007',
    means: 'accepted, but no answer until the client gives up; statuses follow',
    answer: { kind: 'silent', accepted: true },
    course: ordinary
  },
  {
    ending: '980008',
    means: 'connection reset after the message was accepted; no status ever',
    answer: { kind: 'reset', accepted: true },
    course: silence
  },
  { ending: '980010', means: 'delivered, never read', answer: accepted, course: { kind: 'unread' } },
  { ending: '980011', means: '202 and then silence', answer: accepted, course: silence },
  {
    ending: '980012',
    means: 'the first status arrives before the 202',
    answer: { kind: 'accepted_after_status' },
    course: ordinary
  },
  {
    ending: '980013',
    means: 'statuses out of order and repeated',
    answer: accepted,
    course: { kind: 'jumbled' }
  }
]

const ORDINARY: Outcome = { rule: null, answer: accepted, course: ordinary }

const CODE = 'CCCC'

const apply = ({ ending, answer, course }: Rule, lastSix: string): Outcome | undefined => {
  if (typeof course !== 'function') return ending === lastSix ? { rule: ending, answer, course } : undefined
  const code = lastSix.slice(-CODE.length)
  if (!isErrorCode(code) || lastSix !== ending.replace(CODE, code)) return undefined
  return { rule: ending, answer, course: course(code) }
}

/** The rule for an ending such as `980429` or `991300`; nothing if there is none. */
export const outcomeOfEnding = (lastSix: string): Outcome | undefined => {
  for (const rule of RULES) {
    const outcome = apply(rule, lastSix)
    if (outcome) return outcome
  }
  return undefined
}

export interface OutcomeSettings {
  /** False: every number is treated alike. */
  outcomes_by_number: boolean
  /** The ending whose outcome a number has that has none of its own; null for ordinary delivery. */
  default_outcome: string | null
}

export const outcomeFor = (to: string, settings: OutcomeSettings): Outcome => {
  const own = settings.outcomes_by_number ? outcomeOfEnding(to.slice(-6)) : undefined
  if (own) return own
  const byDefault = settings.default_outcome === null ? undefined : outcomeOfEnding(settings.default_outcome)
  return byDefault ?? ORDINARY
}

/** For people: `404`-like short words of what the request got and what follows. */
export const describe = ({ rule, answer, course }: Outcome) => ({
  rule,
  answer:
    answer.kind === 'refused'
      ? `refused ${answer.status}`
      : answer.kind === 'garbled'
        ? `accepted, answer ${answer.how}`
        : answer.kind === 'silent' || answer.kind === 'reset'
          ? `${answer.accepted ? 'accepted' : 'not accepted'}, ${answer.kind === 'silent' ? 'no answer' : 'reset'}`
          : answer.kind === 'accepted_after_status'
            ? 'accepted, after the first status'
            : 'accepted',
  course: course.kind === 'fails' ? `fails with ${course.code}` : course.kind
})
