import { toIso } from '../platform/database/values'
import type { Waiting } from '../outbox'
import type { WaitingFor } from './outlook-schema'
import type { Campaign } from './schema'

/** What the lane's rules say, in words. */
const LANE: Record<Exclude<Waiting['code'], 'closed' | 'nothing_owed'>, string> = {
  batch: 'The next batch.',
  sender_pace: "The sender's messages per second.",
  sender_paused: 'The provider asked for a rest: the sender is too fast.',
  daily_unique_limit: 'The sender has written to as many different people as it may within 24 hours.',
  retry: 'Messages that could not be sent wait to be tried again.'
}

export interface WaitingFacts {
  /** Why the channel can't send, or null. */
  channel: { code: string; detail: string } | null
  /** The calendar's time at which the window opens; null: it is open. */
  windowOpensAt: number | null
  lane: Waiting | null
}

/** What a campaign that isn't finished waits for: there is always an answer. Pure, so that each has its test. */
export const waitingFor = (
  {
    status,
    status_reason,
    scheduled_at,
    counts
  }: Pick<Campaign, 'status' | 'status_reason' | 'scheduled_at' | 'counts'>,
  facts: WaitingFacts
): WaitingFor[] => {
  const only = (code: string, detail: string, until: string | null = null): WaitingFor[] => [
    { code, detail, until }
  ]
  switch (status) {
    case 'draft':
      return counts.total === 0
        ? only('no_recipients', 'People: upload a file.')
        : only('not_started', 'Somebody to start it.')
    case 'scheduled':
      return only('scheduled', 'Its start.', scheduled_at)
    case 'paused':
      return only(status_reason?.code ?? 'paused', status_reason?.detail ?? 'Somebody to resume it.')
    case 'running':
      return running(counts, facts)
    case 'failed':
      return counts.pending > 0
        ? only(status_reason?.code ?? 'failed', status_reason?.detail ?? 'Somebody to resume it.')
        : []
    case 'completed':
    case 'cancelled':
      return []
  }
}

const running = (
  counts: Campaign['counts'],
  { channel, windowOpensAt, lane }: WaitingFacts
): WaitingFor[] => {
  const reasons: WaitingFor[] = []
  if (channel) reasons.push({ ...channel, until: null })
  if (windowOpensAt !== null) {
    reasons.push({ code: 'window', detail: 'The send window to open.', until: toIso(windowOpensAt) })
  }
  if (lane && lane.code !== 'closed' && lane.code !== 'nothing_owed') {
    reasons.push({
      code: lane.code,
      detail: LANE[lane.code],
      until: lane.until === null ? null : toIso(lane.until)
    })
  }
  if (reasons.length > 0) return reasons
  return counts.pending > 0
    ? [{ code: 'sending', detail: 'Nothing: messages are being sent.', until: null }]
    : [{ code: 'settling', detail: 'The last messages that are on their way.', until: null }]
}
