/** What can be done with a campaign as it is; the first one is what most people want next. */
import type { Campaign } from '../../../api/campaigns'

export type Action = 'edit' | 'review' | 'pause' | 'resume' | 'cancel' | 'clone' | 'delete'

export const actionsFor = ({
  status,
  counts,
  started_at: startedAt
}: Pick<Campaign, 'status' | 'counts' | 'started_at'>): Action[] => {
  switch (status) {
    case 'draft':
      return [counts.total === 0 ? 'edit' : 'review', 'clone', 'delete']
    case 'scheduled':
      return ['edit', 'pause', 'cancel', 'clone']
    case 'running':
      return ['pause', 'cancel', 'clone']
    case 'paused':
      return ['resume', ...(startedAt === null ? (['edit'] as const) : []), 'cancel', 'clone']
    case 'failed':
      return [...(counts.pending > 0 ? (['resume'] as const) : []), 'clone', 'delete']
    case 'completed':
    case 'cancelled':
      return ['clone', 'delete']
  }
}
