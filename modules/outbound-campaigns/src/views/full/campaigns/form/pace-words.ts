/** The arithmetic of the pace in words: how many people, how long, until when. */
import type { Campaign } from '../../../api/campaigns'
import type { Settings } from '../../../api/settings'
import { length, momentIn, number } from '../../../format'
import { counted, t } from '../../../text'
import { finishedAt, sendingTime } from '../time/duration'
import { fieldsOf, startAt } from './fields'
import type { FormInput } from './input'

/** What the arithmetic is shown with while there is nobody yet. */
const EXAMPLE = 1000

/** Until the settings are known: fast enough not to change anything. */
const UNKNOWN_RATE = 1000

export interface PaceWords {
  howLong: string
  doneBy: string | null
}

export const paceWords = (
  input: FormInput,
  campaign: Campaign,
  settings: Settings | null,
  now: number
): PaceWords | null => {
  const fields = fieldsOf(input)
  if (fields.batch_size === undefined || fields.batch_interval_ms === undefined) return null
  const people = campaign.counts.pending || EXAMPLE
  const ms = sendingTime(people, {
    batchSize: fields.batch_size,
    batchIntervalMs: fields.batch_interval_ms,
    senderPerSecond: settings ? settings.sender_rate_per_second : UNKNOWN_RATE
  })
  const chosen = input.start === 'at' ? startAt(input) : null
  const start = Math.max(now, chosen === null ? now : Date.parse(chosen))
  const window = fields.send_window === undefined ? null : fields.send_window
  const end = finishedAt(start, ms, window, input.timezone)
  return {
    howLong: t(campaign.counts.pending > 0 ? 'form.pace.howLong' : 'form.pace.example', {
      ...counted(people, number),
      length: length(ms)
    }),
    doneBy:
      end === null ? t('form.pace.never') : t('form.pace.doneBy', { at: momentIn(end, input.timezone, now) })
  }
}
