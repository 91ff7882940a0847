import type { Reason } from '../../outbox'
import type { Settings } from '../../platform/settings/schema'
import { WINDOW_DAYS, type Figures } from './days'

export type Limits = Pick<Settings, 'max_bounce_rate' | 'max_complaint_rate' | 'guardrail_floor'>

/** Pure: why sending must stop, or null. Below the floor a rate says nothing: three of five is bad luck, not a bad list. */
export const overLimit = ({ sent, bounced, complained }: Figures, limits: Limits): Reason | null => {
  if (sent < limits.guardrail_floor) return null
  if (complained / sent > limits.max_complaint_rate) {
    return {
      code: 'complaint_rate',
      detail: `${complained} of ${sent} mails of the last ${WINDOW_DAYS} days were called spam, more than the ${percent(limits.max_complaint_rate)} % that are allowed.`
    }
  }
  if (bounced / sent > limits.max_bounce_rate) {
    return {
      code: 'bounce_rate',
      detail: `${bounced} of ${sent} mails of the last ${WINDOW_DAYS} days bounced, more than the ${percent(limits.max_bounce_rate)} % that are allowed.`
    }
  }
  return null
}

const percent = (share: number): string => String(Math.round(share * 10_000) / 100)
