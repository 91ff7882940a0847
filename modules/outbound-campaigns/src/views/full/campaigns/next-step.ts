/** What comes next for a campaign, or what it waits for. There is always an answer. */
import type { ListedCampaign } from '../../api/campaigns'

export interface Reason {
  code: string
  detail: string
}

export type NextStep =
  | { kind: 'needs_people' }
  | { kind: 'can_start' }
  | { kind: 'starts'; at: string }
  | { kind: 'waits'; for: Waiting }
  /** null: nobody can say. */
  | { kind: 'ends'; at: string | null }
  | { kind: 'last_messages' }
  | { kind: 'stopped'; reason: Reason | null }
  | { kind: 'ended'; at: string | null }

type Waiting = ListedCampaign['waiting_for'][number]

type What = Pick<
  ListedCampaign,
  'status' | 'status_reason' | 'counts' | 'scheduled_at' | 'completed_at' | 'eta' | 'waiting_for'
>

/** What belongs to going on as planned. */
const AT_WORK = new Set(['sending', 'batch', 'sender_pace'])

const running = ({ counts, eta, waiting_for: waiting }: What): NextStep => {
  const [held] = waiting.filter(({ code }) => !AT_WORK.has(code) && code !== 'settling')
  if (held) return { kind: 'waits', for: held }
  return counts.pending === 0 ? { kind: 'last_messages' } : { kind: 'ends', at: eta }
}

export const nextStep = (campaign: What): NextStep => {
  switch (campaign.status) {
    case 'draft':
      return campaign.counts.total === 0 ? { kind: 'needs_people' } : { kind: 'can_start' }
    case 'scheduled':
      return campaign.scheduled_at === null
        ? { kind: 'can_start' }
        : { kind: 'starts', at: campaign.scheduled_at }
    case 'running':
      return running(campaign)
    case 'paused':
    case 'failed':
      return { kind: 'stopped', reason: campaign.status_reason }
    case 'completed':
    case 'cancelled':
      return { kind: 'ended', at: campaign.completed_at }
  }
}
