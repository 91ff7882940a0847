/** When a campaign may send, by the wall clock of its zone. `to` before `from` runs over midnight. */
import type { Campaign } from '../../../api/campaigns'
import { instantOf, readFields, wallOf, type Wall } from './zone'

export type SendWindow = NonNullable<Campaign['send_window']>

export interface Opening {
  opens: number
  closes: number
}

/** Nobody should be promised more. */
const DAYS_AHEAD = 370

const at = (day: Wall, daysLater: number, time: string, zone: string): number => {
  const clock = readFields('2000-01-01', time)
  return instantOf(
    { ...day, day: day.day + daysLater, hour: clock?.hour ?? 0, minute: clock?.minute ?? 0 },
    zone
  )
}

/** 1 is Monday, 7 Sunday. */
const weekday = (day: Wall, daysLater: number): number =>
  new Date(Date.UTC(day.year, day.month - 1, day.day + daysLater)).getUTCDay() || 7

/** The openings that are not over yet, one after the other. The day is the one on which an opening begins. */
export function* openings(window: SendWindow, zone: string, now: number): Generator<Opening> {
  const today = wallOf(now, zone)
  for (let later = -1; later <= DAYS_AHEAD; later += 1) {
    if (window.days && !window.days.includes(weekday(today, later))) continue
    const opens = at(today, later, window.from, zone)
    const closes = at(today, window.to > window.from ? later : later + 1, window.to, zone)
    if (closes > now) yield { opens, closes }
  }
}

/** When it opens next. null: it is open, or never opens. */
export const opensAt = (window: SendWindow | null, zone: string, now: number): number | null => {
  if (window === null) return null
  const [next] = openings(window, zone, now)
  return next !== undefined && next.opens > now ? next.opens : null
}
