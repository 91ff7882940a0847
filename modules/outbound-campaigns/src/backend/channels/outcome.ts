/** What a channel says of one attempt. The words that every driver and the outbox share. */

/** Why something went as it did. The code is for programs, translations and the error table; the detail for people. */
export interface Reason {
  code: string
  detail: string
}

export type Outcome =
  | { kind: 'accepted'; providerId: string }
  /** Not to this person, now or later. */
  | { kind: 'refused'; reason: Reason }
  /** The sender is too fast: this attempt counts for nothing, everything of this sender slows down. */
  | { kind: 'throttled'; reason: Reason; retryAfterMs: number | null }
  /** Trouble that passes. `afterMs` where the provider or the class of error asks for a certain rest. */
  | { kind: 'try_again'; reason: Reason; afterMs: number | null }
  /** No message of this owner can go out until somebody repairs the cause. This one stays owed. */
  | { kind: 'stop'; reason: Reason }
  /** It may have been sent. Never tried again by itself. */
  | { kind: 'unknown'; reason: Reason }
