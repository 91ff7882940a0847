/** What a message can be, in the order in which it is: the compiler finds one that is missing. */
import type { RecipientStatus } from '../api'

const ORDER: Record<RecipientStatus, number> = {
  pending: 0,
  sending: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  failed: 5,
  unconfirmed: 6,
  skipped: 7,
  cancelled: 8
}

export const RECIPIENT_STATUSES = (Object.keys(ORDER) as RecipientStatus[]).sort(
  (one, other) => ORDER[one] - ORDER[other]
)
