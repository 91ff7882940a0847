/** The reasons that something can be done about, the most frequent first; what somebody decided is none. */
import type { ErrorGroup, RecipientStatus } from '../api'

const TROUBLE: ReadonlySet<RecipientStatus> = new Set<RecipientStatus>([
  'failed',
  'unconfirmed',
  'skipped',
  'pending'
])

export const troubleIn = (errors: readonly ErrorGroup[]): ErrorGroup[] =>
  errors.filter(({ status, count }) => TROUBLE.has(status) && count > 0)

const RETRYABLE = ['running', 'paused', 'completed', 'failed']

/** Whether a campaign in this state takes up what had failed. */
export const takesUpAgain = (status: string): boolean => RETRYABLE.includes(status)
