import type { Tally } from '../outbox'

export const CAMPAIGN_STATUSES = [
  'draft',
  'scheduled',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled'
] as const

/**
 * draft      being prepared
 * scheduled  starts by itself at its time
 * running    its lane is open
 * paused     its lane is closed, by somebody or by a brake; it says which
 * completed  every row has ended and at least one was accepted by the provider
 * failed     every row has ended and none was accepted; or it was stopped and the setting wants that to be an end
 * cancelled  somebody ended it; rows that were not sent say so
 */
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number]

export type Action =
  'start' | 'schedule' | 'pause' | 'resume' | 'cancel' | 'retry' | 'change' | 'upload' | 'delete'

const ALLOWED: Record<CampaignStatus, readonly Action[]> = {
  draft: ['start', 'schedule', 'cancel', 'change', 'upload', 'delete'],
  scheduled: ['start', 'schedule', 'pause', 'cancel', 'change', 'upload', 'delete'],
  running: ['pause', 'cancel', 'retry', 'change', 'upload'],
  paused: ['resume', 'cancel', 'retry', 'change', 'upload', 'delete'],
  completed: ['retry', 'upload', 'delete'],
  failed: ['resume', 'retry', 'cancel', 'change', 'upload', 'delete'],
  cancelled: ['delete']
}

export const allows = (status: CampaignStatus, action: Action): boolean => ALLOWED[status].includes(action)

export const allowedActions = (status: CampaignStatus): readonly Action[] => ALLOWED[status]

/** What every row of a campaign together make of it, once nothing is owed. null: something is. */
export const endOf = (tally: Tally, everAccepted: boolean): 'completed' | 'failed' | null => {
  if (tally.pending > 0 || tally.sending > 0) return null
  return everAccepted ? 'completed' : 'failed'
}
