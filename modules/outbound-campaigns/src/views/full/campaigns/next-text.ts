/** What comes next for a campaign, in the user's words. */
import type { ListedCampaign } from '../../api/campaigns'
import { moment } from '../../format'
import { t, type TextKey } from '../../text'
import { nextStep, type Reason } from './next-step'
import { errorText } from './page/errors/text'
import { waitingText } from './page/now/waiting-text'

const REASONS: Partial<Record<string, TextKey>> = {
  paused_by_hand: 'campaigns.reason.paused_by_hand',
  consecutive_errors: 'campaigns.reason.consecutive_errors',
  error_rate: 'campaigns.reason.error_rate',
  none_accepted: 'campaigns.reason.none_accepted',
  missed_start: 'campaigns.reason.missed_start',
  start_refused: 'campaigns.reason.start_refused',
  bounce_rate: 'campaigns.reason.bounce_rate',
  complaint_rate: 'campaigns.reason.complaint_rate',
  sender_paused: 'campaigns.reason.sender_paused',
  no_credentials: 'channels.reason.no_credentials',
  incomplete_credentials: 'channels.reason.incomplete_credentials',
  channel_disabled: 'channels.reason.channel_disabled',
  no_sender: 'channels.reason.no_sender'
}

/** By its code: our own words for why it stands still, else what is said of the provider's error, else the server's. */
export const reasonText = ({ code, detail }: Reason): string => {
  const key = REASONS[code]
  return key === undefined ? errorText(code, detail) : t(key)
}

const waitsText = (waiting: ListedCampaign['waiting_for'][number]): string => {
  const { code, until } = waiting
  if (code === 'window' && until !== null) return t('campaigns.next.window_opens', { at: moment(until) })
  const { text } = waitingText(waiting)
  return until === null ? text : t('campaigns.next.waits', { text, at: moment(until) })
}

export const nextText = (campaign: ListedCampaign): string => {
  const step = nextStep(campaign)
  switch (step.kind) {
    case 'needs_people':
    case 'can_start':
    case 'last_messages':
      return t(`campaigns.next.${step.kind}` as const)
    case 'starts':
      return t('campaigns.next.starts', { at: moment(step.at) })
    case 'waits':
      return waitsText(step.for)
    case 'ends':
      return step.at === null ? t('campaigns.next.never') : t('campaigns.next.ends', { at: moment(step.at) })
    case 'stopped':
      return step.reason === null ? '' : reasonText(step.reason)
    case 'ended':
      return step.at === null ? '' : t('campaigns.next.ended', { at: moment(step.at) })
  }
}
