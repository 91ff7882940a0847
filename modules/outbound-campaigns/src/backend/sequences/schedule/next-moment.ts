import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'
import { isOpen, opensAt } from '../../platform/window'

/**
 * When something is due: pure, and always by the zone data that the module ships. Days are added in wall time, so that
 * nine o'clock stays nine o'clock over a change of the clocks; hours are added as they are. Then the moment moves on to
 * the first one that the rules allow, each shift with its reason.
 *
 * Whether a day is free is asked of the day on which something is really sent: a window that runs over midnight closes
 * when the weekend begins, and is open again when it has ended.
 */
export interface Delay {
  days: number
  hours: number
}

export interface Rules {
  window: { from: string; to: string } | null
  skipWeekends: boolean
  /** `YYYY-MM-DD`, days on which nothing is sent. */
  holidays: readonly string[]
}

/** Why something is later than its delay says, and until when that alone moves it. */
export type Why =
  | { code: 'weekend' | 'holiday'; date: string; until: number }
  | { code: 'window'; from: string; to: string; until: number }

export interface Moment {
  at: number
  why: Why[]
}

export const nextMoment = ({
  anchor,
  delay,
  rules,
  zone
}: {
  anchor: number
  delay: Delay
  rules: Rules | null
  zone: string
}): Moment => {
  let at = moment.tz(anchor, zone).add(delay.days, 'days').valueOf() + delay.hours * 3_600_000
  const why: Why[] = []
  // Every shift is to a later moment, and there are only so many holidays.
  for (let shift = rules && shiftOf(at, rules, zone); shift; shift = shiftOf(at, rules, zone)) {
    why.push(shift)
    at = shift.until
  }
  return { at, why }
}

/** The day of a moment by the clock on the wall, `YYYY-MM-DD`. */
export const dayOf = (at: number, zone: string): string => moment.tz(at, zone).format('YYYY-MM-DD')

/** The first moment of the day after this one's. */
export const nextDay = (at: number, zone: string): number => {
  const begins = moment.tz(at, zone).add(1, 'day').startOf('day').valueOf()
  const day = dayOf(begins, zone)
  // Where clocks are put back to midnight, the day begins twice, and this may be the second time.
  let first = begins
  while (dayOf(first - 1, zone) === day) first -= QUARTER_MS
  return first
}

/** Clocks are put forward and back by multiples of it. */
const QUARTER_MS = 15 * 60_000

const shiftOf = (at: number, rules: Rules | null, zone: string): Why | null => {
  if (!rules) return null
  const { window, skipWeekends, holidays } = rules
  const date = dayOf(at, zone)
  if (holidays.includes(date)) return { code: 'holiday', date, until: nextDay(at, zone) }
  if (skipWeekends && isWeekend(date)) return { code: 'weekend', date, until: nextDay(at, zone) }
  if (window === null || isOpen(window, zone, at)) return null
  const opens = opensAt(window, zone, at)
  return opens === null ? null : { code: 'window', ...window, until: opens }
}

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
