/** Why something happens when it does, in words: the API tells codes with their dates. */
import type { ConditionEntry, StepEntry } from '../../../api/simulate'
import { moment, namedDay, namedWeekday } from '../../../format'
import { t } from '../../../text'
import type { Simulation } from '../../../api/simulate'

type Why = StepEntry['why'][number]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** `America/Mexico_City` as people call it. */
export const placeOf = (zone: string): string =>
  zone === 'America/Mexico_City'
    ? t('simulate.mexicoCity')
    : zone.slice(zone.lastIndexOf('/') + 1).replace(/_/g, ' ')

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const clauseOf = (why: Why, zone: string): string => {
  const { code, until } = why
  switch (code) {
    case 'weekend':
      return t('simulate.why.weekend', { day: namedWeekday(textOf(why.date)) })
    case 'holiday':
      return t('simulate.why.holiday', { day: namedDay(textOf(why.date)) })
    case 'window':
      return t('simulate.why.window', { time: textOf(why.from), place: placeOf(zone) })
    case 'hold':
      return t('simulate.why.hold', { at: moment(until, zone) })
    default:
      return t('simulate.why.other', { at: moment(until, zone) })
  }
}

/** "Sunday skipped; the window opens at 09:00 in Mexico City"; null: it comes just when its delay says. */
export const whyText = (why: readonly Why[], zone: string): string | null =>
  why.length === 0 ? null : `${capitalised(why.map(one => clauseOf(one, zone)).join('; '))}.`

export const becauseText = ({ because, taken }: Pick<ConditionEntry, 'because' | 'taken'>): string =>
  t('simulate.branch', {
    branch: t(`sequences.branch.${taken}` as const),
    because: t(`simulate.because.${because}` as const)
  })

const ENDS = ['completed', 'paused', 'failed', 'opted_out', 'stopped', 'qualified', 'active'] as const
const REASONS = ['replied', 'meeting_booked', 'bounced', 'no_address', 'opted_out'] as const

/** How the way ends, and of what. */
export const endText = ({ status, reason }: Pick<Simulation['end'], 'status' | 'reason'>): string => {
  const known = ENDS.find(one => one === status)
  const end = known === undefined ? status : t(`simulate.end.${known}` as const)
  const code = REASONS.find(one => one === reason?.code)
  const why = code === undefined ? (reason?.detail ?? null) : t(`simulate.endReason.${code}` as const)
  return why === null ? end : t('simulate.endBecause', { end, why })
}
