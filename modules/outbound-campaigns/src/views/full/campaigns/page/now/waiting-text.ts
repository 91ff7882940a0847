/** What a campaign waits for, in the user's words: by its code, or as the API tells it where the code is new. */
import { t, type TextKey } from '../../../../text'
import { reasonText as channelText } from '../../../channels/reason'
import type { WaitingFor } from '../api'
import { KNOWN_CODES } from '../errors/codes'
import { saidOf } from '../errors/said'
import { errorText } from '../errors/text'

const TEXTS: Partial<Record<string, TextKey>> = {
  no_recipients: 'campaign_page.waiting.no_recipients',
  not_started: 'campaign_page.waiting.not_started',
  scheduled: 'campaign_page.waiting.scheduled',
  paused: 'campaign_page.waiting.paused',
  paused_by_hand: 'campaign_page.waiting.paused_by_hand',
  consecutive_errors: 'campaign_page.waiting.consecutive_errors',
  error_rate: 'campaign_page.waiting.error_rate',
  none_accepted: 'campaign_page.waiting.none_accepted',
  missed_start: 'campaign_page.waiting.missed_start',
  start_refused: 'campaign_page.waiting.start_refused',
  people_added: 'campaign_page.waiting.people_added',
  failed: 'campaign_page.waiting.failed',
  window: 'campaign_page.waiting.window',
  batch: 'campaign_page.waiting.batch',
  sender_pace: 'campaign_page.waiting.sender_pace',
  sender_paused: 'campaign_page.waiting.sender_paused',
  daily_unique_limit: 'campaign_page.waiting.daily_unique_limit',
  retry: 'campaign_page.waiting.retry',
  sending: 'campaign_page.waiting.sending',
  settling: 'campaign_page.waiting.settling'
}

/** Where the API's own sentence says which: it is not in the user's language, so it is small print. */
const TELLING = new Set(['start_refused', 'consecutive_errors', 'error_rate'])

export const waitingText = ({ code, detail }: WaitingFor): { text: string; detail: string | null } => {
  const known = TEXTS[code]
  if (known !== undefined) return { text: t(known), detail: TELLING.has(code) && detail ? detail : null }
  if (KNOWN_CODES.includes(code)) {
    return {
      text: t('campaign_page.waiting.stopped', { why: errorText(code, detail) }),
      detail: saidOf({ code, detail })
    }
  }
  return channelText({ code, detail })
}
