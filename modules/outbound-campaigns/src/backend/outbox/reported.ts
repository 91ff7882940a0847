import { afterOutcome, backoff, type MessageStatus, type Outcome, type Reason } from './message'

/** A provider's word on an attempt that it had accepted (or may have). */
export interface Report {
  /** Which attempt, by the reference that was sent along with it. */
  ref: { messageId: number; n: number } | null
  /** The provider's own id of the message. */
  providerId: string | null
  said:
    | { kind: 'sent' | 'delivered' | 'read' }
    | { kind: 'failed'; outcome: Failure; /** They don't want to be written to. */ suppress: boolean }
  /** When it happened, in milliseconds. */
  at: number
  price: number | null
  currency: string | null
}

/** After an acceptance only these are left: that it failed is certain. */
export type Failure = Exclude<Outcome, { kind: 'accepted' | 'unknown' }>

/**
 * What is known of one attempt from reports, each saying more than those before it. A report that says less than what is
 * known, or the same again, changes nothing: so any order, and any number of repetitions, ends alike.
 *
 * A failure that passes says less than a final one, and both say less than an arrival: what arrived can't have failed.
 */
const LADDER = ['sent', 'failed_for_now', 'failed', 'delivered', 'read'] as const
export type Reported = (typeof LADDER)[number]

export const isReported = (value: unknown): value is Reported =>
  (LADDER as readonly unknown[]).includes(value)

export interface ReportedAttempt {
  n: number
  sender: string
  startedAt: number
  reported: Reported | null
  providerId: string | null
  price: number | null
  code: string | null
  detail: string | null
}

export interface ReportedMessage {
  id: number
  person: string
  status: MessageStatus
  reason: Reason | null
  /** The number of the latest attempt. */
  attempts: number
  sparedAttempts: number
  notBefore: number
  providerId: string | null
  sentAt: number | null
  deliveredAt: number | null
  readAt: number | null
  price: number | null
  currency: string | null
}

export interface ReportRules {
  now: number
  maxRetries: number
  retryBackoffMs: number
  /** Whether the owner still takes back what failed for now. A cancelled one doesn't. */
  takesBack: boolean
  /** 0 to 1, for the back-off. */
  random: number
}

export interface Applied {
  message: ReportedMessage
  attempt: ReportedAttempt
  /** What went wrong, where the report was news of the latest attempt and moved the message. */
  failure: Failure | null
}

/** A failure that is reported later than this after its attempt is final: nobody waits for the message any more. */
export const RETRY_WITHIN_MS = 86_400_000

/**
 * What one report makes of an attempt and of its message. Only the latest attempt moves the message; of an older one the
 * send log takes note, and what it cost is added.
 */
export const applyReport = (
  message: ReportedMessage,
  attempt: ReportedAttempt,
  report: Report,
  rules: ReportRules
): Applied => {
  const word = wordOf(report.said)
  const isLatest = attempt.n === message.attempts
  const paid = withPrice(message, attempt, report)
  const noted = { ...paid.attempt, providerId: attempt.providerId ?? report.providerId }
  const dated = isLatest ? withTimes(paid.message, noted, report, rules.now) : paid.message
  if (!saysMore(word, attempt.reported)) return { message: dated, attempt: noted, failure: null }

  const told = { ...noted, reported: word, ...reasonOf(report) }
  const next = isLatest ? moved(dated, told, report, rules) : null
  return {
    message: next ?? dated,
    attempt: told,
    failure: next && report.said.kind === 'failed' ? report.said.outcome : null
  }
}

const saysMore = (word: Reported, known: Reported | null): boolean =>
  known === null || LADDER.indexOf(word) > LADDER.indexOf(known)

const wordOf = (said: Report['said']): Reported => {
  if (said.kind !== 'failed') return said.kind
  return said.outcome.kind === 'refused' ? 'failed' : 'failed_for_now'
}

const reasonOf = ({ said }: Report): Pick<ReportedAttempt, 'code' | 'detail'> =>
  said.kind === 'failed'
    ? { code: said.outcome.reason.code, detail: said.outcome.reason.detail }
    : { code: null, detail: null }

/** The same price may be named by several statuses of one attempt, and a first one may be too low: the highest counts. */
const withPrice = (message: ReportedMessage, attempt: ReportedAttempt, { price, currency }: Report) => {
  const more = price === null ? 0 : price - (attempt.price ?? 0)
  if (price === null || (more <= 0 && attempt.price !== null)) return { message, attempt }
  return {
    attempt: { ...attempt, price },
    message: { ...message, price: (message.price ?? 0) + more, currency: message.currency ?? currency }
  }
}

/** A status that comes late still says when it happened. The provider's clock may be off, ours decides what can be. */
const withTimes = (
  message: ReportedMessage,
  attempt: ReportedAttempt,
  { said, at }: Report,
  now: number
): ReportedMessage => {
  if (said.kind !== 'delivered' && said.kind !== 'read') return message
  const when = Math.min(now, Math.max(at, message.sentAt ?? attempt.startedAt))
  return said.kind === 'delivered'
    ? { ...message, deliveredAt: message.deliveredAt ?? when }
    : { ...message, readAt: message.readAt ?? when }
}

/**
 * From where each word moves a message. `pending` is among them: what was thought to have failed, and waits to be tried
 * again, may turn out to have gone out after all. What a person or the gate decided (cancelled, skipped) stays.
 */
const FROM: Record<Reported, readonly MessageStatus[]> = {
  sent: ['sending', 'unconfirmed', 'pending'],
  failed_for_now: ['sending', 'unconfirmed', 'sent'],
  failed: ['sending', 'unconfirmed', 'sent', 'pending', 'failed'],
  delivered: ['sending', 'unconfirmed', 'sent', 'pending', 'failed'],
  read: ['sending', 'unconfirmed', 'sent', 'pending', 'failed', 'delivered']
}

const moved = (
  message: ReportedMessage,
  attempt: ReportedAttempt,
  { said }: Report,
  rules: ReportRules
): ReportedMessage | null => {
  if (!FROM[wordOf(said)].includes(message.status)) return null
  const known = {
    ...message,
    providerId: attempt.providerId,
    sentAt: message.sentAt ?? attempt.startedAt,
    notBefore: 0
  }
  if (said.kind !== 'failed') return { ...known, status: said.kind, reason: null }

  const { outcome } = said
  const isLate = rules.now - attempt.startedAt > RETRY_WITHIN_MS
  if (outcome.kind === 'refused' || !rules.takesBack || isLate)
    return { ...known, status: 'failed', reason: outcome.reason }

  const tries = attempt.n - message.sparedAttempts
  const verdict = afterOutcome(
    counted(outcome),
    tries,
    rules.maxRetries,
    backoff(tries, rules.random, rules.retryBackoffMs)
  )
  if (verdict.status !== 'pending') return { ...known, status: 'failed', reason: outcome.reason }
  return {
    ...known,
    status: 'pending',
    reason: outcome.reason,
    notBefore: rules.now + verdict.waitMs,
    sparedAttempts: message.sparedAttempts + (outcome.kind === 'stop' ? 1 : 0)
  }
}

/** Throttled after the acceptance: the provider did look at it, so this attempt counts. */
const counted = (outcome: Exclude<Failure, { kind: 'refused' }>): Outcome =>
  outcome.kind === 'throttled'
    ? { kind: 'try_again', reason: outcome.reason, afterMs: outcome.retryAfterMs }
    : outcome
