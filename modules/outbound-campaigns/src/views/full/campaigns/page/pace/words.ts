/** How fast a campaign goes, in a sentence. */
import type { Campaign } from '../../../../api/campaigns'
import type { Settings } from '../../../../api/settings'
import { length, moment, number } from '../../../../format'
import { counted, t } from '../../../../text'
import { weekdayName } from '../../../platform/hours/weekday'
import { finishedAt, sendingTime } from '../../time/duration'

export const paceSentence = (campaign: Pick<Campaign, 'batch_size' | 'batch_interval_ms'>): string =>
  t('campaign_page.pace.sentence', {
    ...counted(campaign.batch_size, number),
    interval: intervalText(campaign.batch_interval_ms)
  })

/** Below a second a rounded second would be wrong by half. */
const intervalText = (ms: number): string =>
  ms % 1000 === 0 ? length(ms) : t('campaign_page.pace.milliseconds', { n: number(ms) })

export const windowSentence = ({
  send_window: window,
  timezone
}: Pick<Campaign, 'send_window' | 'timezone'>): string | null =>
  window === null
    ? null
    : t('campaign_page.pace.window', {
        from: window.from,
        to: window.to,
        days: window.days ? window.days.map(weekdayName).join(', ') : t('campaign_page.pace.everyDay'),
        zone: timezone.replace(/_/g, ' ')
      })

/** How long what is left takes at this pace, and when that is over by the clock of who reads. null: nothing is left. */
export const endSentence = (
  campaign: Pick<Campaign, 'batch_size' | 'batch_interval_ms' | 'counts' | 'send_window' | 'timezone'>,
  settings: Settings | null
): string | null => {
  const people = campaign.counts.pending
  if (people === 0) return null
  const ms = sendingTime(people, {
    batchSize: campaign.batch_size,
    batchIntervalMs: campaign.batch_interval_ms,
    senderPerSecond: settings ? settings.sender_rate_per_second : Infinity
  })
  const end = finishedAt(Date.now(), ms, campaign.send_window, campaign.timezone)
  const howLong = t('form.pace.howLong', { ...counted(people, number), length: length(ms) })
  return end === null ? howLong : `${howLong}. ${t('form.pace.doneBy', { at: moment(end) })}`
}
