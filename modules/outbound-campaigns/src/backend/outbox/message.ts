import type { Outcome, Reason } from '../channels/outcome'
import type { Database } from '../platform/database/database'

/** The words of the outbox: what a message can be, and what follows from what a channel answers. */

export type { Outcome, Reason }

export const MESSAGE_STATUSES = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'cancelled',
  'unconfirmed'
] as const

/**
 * pending      owed
 * sending      claimed and written to the send log; the provider is being called
 * sent         accepted by the provider
 * delivered    on the person's device
 * read         seen
 * failed       will not be delivered, and says why
 * skipped      was not sent because it must not be (opted out, frequency cap, a variable missing)
 * cancelled    was not sent because somebody cancelled
 * unconfirmed  the provider was called and nobody knows what came of it: never sent again without a person's word
 */
export type MessageStatus = (typeof MESSAGE_STATUSES)[number]

/** Whose messages these are: a campaign, a sequence. */
export interface Owner {
  type: string
  id: number
}

/** What became of a message, in the words of its new status. */
export interface Became {
  messageId: number
  status: MessageStatus
  reason: Reason | null
}

/** Tells an owner what became of its messages, in the transaction that moved them and with its lane locked. */
export type Listener = (tx: Database, botId: string, owner: Owner, became: readonly Became[]) => Promise<void>

/** What becomes of the message. */
export type Verdict =
  | { status: 'sent'; reason: null }
  | { status: 'failed' | 'unconfirmed'; reason: Reason }
  | { status: 'pending'; reason: Reason; waitMs: number }

/**
 * The next state after an attempt. `attempts` counts this one. A throttled attempt is not held against the message: the
 * provider never looked at it. A stopped one isn't either, but it waits for its owner to be resumed.
 */
export const afterOutcome = (
  outcome: Outcome,
  attempts: number,
  maxRetries: number,
  backoffMs: number
): Verdict => {
  switch (outcome.kind) {
    case 'accepted':
      return { status: 'sent', reason: null }
    case 'refused':
      return { status: 'failed', reason: outcome.reason }
    case 'unknown':
      return { status: 'unconfirmed', reason: outcome.reason }
    case 'throttled':
      return { status: 'pending', reason: outcome.reason, waitMs: outcome.retryAfterMs ?? 0 }
    case 'stop':
      return { status: 'pending', reason: outcome.reason, waitMs: 0 }
    case 'try_again':
      return attempts > maxRetries
        ? { status: 'failed', reason: outcome.reason }
        : { status: 'pending', reason: outcome.reason, waitMs: Math.max(outcome.afterMs ?? 0, backoffMs) }
  }
}

export const FIRST_BACKOFF_MS = 2_000
const LONGEST_BACKOFF_MS = 15 * 60_000

/** Begins at `first` and doubles with every attempt; `random` (0 to 1) spreads it over its upper half, so that a crowd doesn't come back at once. */
export const backoff = (attempts: number, random: number, first = FIRST_BACKOFF_MS): number => {
  const whole = Math.min(LONGEST_BACKOFF_MS, first * 2 ** Math.max(0, attempts - 1))
  return Math.round(whole / 2 + (whole / 2) * random)
}

/**
 * Within one attempt a status only moves forward. A report that says less than what is known, or says it again, changes
 * nothing. What a person has decided (cancelled) or the gate (skipped) is not undone by a report either.
 */
const FORWARD: Record<MessageStatus, readonly MessageStatus[]> = {
  pending: [],
  sending: ['sent', 'delivered', 'read', 'failed', 'unconfirmed'],
  unconfirmed: ['sent', 'delivered', 'read', 'failed'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read'],
  read: [],
  failed: ['delivered', 'read'],
  skipped: [],
  cancelled: []
}

export const movesForward = (from: MessageStatus, to: MessageStatus): boolean => FORWARD[from].includes(to)

export const isMessageStatus = (value: unknown): value is MessageStatus =>
  (MESSAGE_STATUSES as readonly unknown[]).includes(value)
