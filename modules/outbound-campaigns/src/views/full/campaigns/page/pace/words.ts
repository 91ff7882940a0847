/** How fast a campaign goes, in a sentence. */
import type { Campaign } from '../../../../api/campaigns'
import { length, number } from '../../../../format'
import { counted, t } from '../../../../text'
import { weekdayName } from '../../form/weekday'

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
