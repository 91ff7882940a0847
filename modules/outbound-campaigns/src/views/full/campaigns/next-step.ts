/** What comes next for a campaign, or what it waits for. There is always an answer. */
import type { Campaign } from '../../api/campaigns'
import { finishedAt, sendingTime } from './time/duration'
import { opensAt } from './time/window'

export interface Reason {
  code: string
  detail: string
}

export type NextStep =
  | { kind: 'needs_people' }
  | { kind: 'can_start' }
  | { kind: 'starts'; at: string }
  | { kind: 'window_opens'; at: number }
  /** null: more than a year away. */
  | { kind: 'ends'; at: number | null }
  | { kind: 'last_messages' }
  | { kind: 'stopped'; reason: Reason | null }
  | { kind: 'ended'; at: string | null }

type What = Pick<
  Campaign,
  | 'status'
  | 'status_reason'
  | 'counts'
  | 'scheduled_at'
  | 'completed_at'
  | 'send_window'
  | 'timezone'
  | 'batch_size'
  | 'batch_interval_ms'
>

const running = (campaign: What, now: number): NextStep => {
  const { counts, send_window: window, timezone: zone } = campaign
  if (counts.pending === 0) return { kind: 'last_messages' }
  const opens = opensAt(window, zone, now)
  if (opens !== null) return { kind: 'window_opens', at: opens }
  const pace = {
    batchSize: campaign.batch_size,
    batchIntervalMs: campaign.batch_interval_ms,
    senderPerSecond: Infinity
  }
  return { kind: 'ends', at: finishedAt(now, sendingTime(counts.pending, pace), window, zone) }
}

export const nextStep = (campaign: What, now: number): NextStep => {
  switch (campaign.status) {
    case 'draft':
      return campaign.counts.total === 0 ? { kind: 'needs_people' } : { kind: 'can_start' }
    case 'scheduled':
      return campaign.scheduled_at === null
        ? { kind: 'can_start' }
        : { kind: 'starts', at: campaign.scheduled_at }
    case 'running':
      return running(campaign, now)
    case 'paused':
    case 'failed':
      return { kind: 'stopped', reason: campaign.status_reason }
    case 'completed':
    case 'cancelled':
      return { kind: 'ended', at: campaign.completed_at }
  }
}
