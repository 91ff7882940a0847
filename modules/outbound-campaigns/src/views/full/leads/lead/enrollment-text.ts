/** Why somebody stands where they stand in a sequence, in the user's words; what is new is told as the API tells it. */
import type { Enrollment } from '../../../api/leads'
import { moment } from '../../../format'
import { t, type TextKey } from '../../../text'

const REASONS: Partial<Record<string, TextKey>> = {
  replied: 'leads.reason.replied',
  qualified: 'leads.reason.qualified',
  company_replied: 'leads.reason.company_replied',
  meeting_booked: 'leads.reason.meeting_booked',
  operator: 'leads.reason.operator',
  inactive: 'leads.reason.inactive',
  bounced: 'leads.reason.bounced',
  complained: 'leads.reason.complained',
  opted_out: 'leads.reason.opted_out',
  no_address: 'leads.reason.no_address',
  forgotten: 'leads.reason.forgotten',
  sequence_deleted: 'leads.reason.sequence_deleted',
  moved_to_end: 'leads.reason.moved_to_end'
}

const WAITS: Partial<Record<string, TextKey>> = {
  time: 'leads.waits.time',
  message: 'leads.waits.message',
  confirmation: 'leads.waits.confirmation',
  task: 'leads.waits.task',
  condition: 'leads.waits.condition',
  webhook: 'leads.waits.webhook',
  inactive: 'leads.waits.inactive',
  stopped: 'leads.waits.stopped',
  weekend: 'leads.waits.weekend',
  holiday: 'leads.waits.holiday',
  window: 'leads.waits.window',
  hold: 'leads.waits.hold',
  daily_limit: 'leads.waits.daily_limit',
  new_leads_per_day: 'leads.waits.new_leads_per_day',
  email_daily_limit: 'leads.waits.email_daily_limit'
}

const told = (
  texts: Partial<Record<string, TextKey>>,
  { code, detail }: { code: string; detail: string }
): string => {
  const key = texts[code]
  return key === undefined ? detail : t(key)
}

export const reasonText = ({ status_reason: reason }: Pick<Enrollment, 'status_reason'>): string =>
  reason === null ? '' : told(REASONS, reason)

/** By its code alone: an end's reason in the timeline. */
export const reasonOfCode = (code: string): string => told(REASONS, { code, detail: code })

/** Somebody who is paused has said so with the reason. */
export const waitsText = ({
  status,
  waiting_for: waits
}: Pick<Enrollment, 'status' | 'waiting_for'>): string =>
  status !== 'active'
    ? ''
    : waits
        .map(one => {
          const text = told(WAITS, one)
          return one.until === null ? text : t('campaigns.next.waits', { text, at: moment(one.until) })
        })
        .join(' · ')
