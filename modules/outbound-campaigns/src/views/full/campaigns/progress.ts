/** How far a campaign is, from its counts, which are exclusive and add up to the total. */
import type { Counts } from '../../api/campaigns'

export interface Progress {
  total: number
  /** Rows of which nothing more is owed. */
  done: number
  accepted: number
  failed: number
  unconfirmed: number
  /** Skipped or cancelled: nobody was written to. */
  notSent: number
  /** 0 to 1. */
  share: number
}

export const progressOf = (counts: Counts): Progress => {
  const done = counts.total - counts.pending - counts.sending
  return {
    total: counts.total,
    done,
    accepted: counts.sent + counts.delivered + counts.read,
    failed: counts.failed,
    unconfirmed: counts.unconfirmed,
    notSent: counts.skipped + counts.cancelled,
    share: counts.total === 0 ? 0 : done / counts.total
  }
}
