import { unprocessable } from '../platform/http/problem'
import { dateOf, dayNamed, daysIn } from './day'
import type { MetricsRange } from './read'

/** A year and a leap day: a question for more is one for an export. */
export const MOST_DAYS = 366
const DAYS_UNASKED = 30

/** `days`: so many up to `to`, for who doesn't know which day it is where the bot is. */
export type AskedRange = Partial<MetricsRange> & { days?: number }

/** The days that were asked for, or the last thirty, today by the bot's clock among them. */
export const rangeOf = ({ from, to, days }: AskedRange, now: number, zone: string): MetricsRange => {
  if (from !== undefined && days !== undefined)
    throw unprocessable('A range begins with a day, or is so many days long: not both.', [
      { path: 'days', message: 'says the same as from' }
    ])
  const last = to === undefined ? daysIn(zone)(now) : dayNamed(to)
  const first = from === undefined ? last - (days ?? DAYS_UNASKED) + 1 : dayNamed(from)
  if (first > last)
    throw unprocessable(`The range ends (${dateOf(last)}) before it begins (${dateOf(first)}).`, [
      {
        path: to === undefined ? 'from' : 'to',
        message: to === undefined ? 'is after today' : 'is before from'
      }
    ])
  if (last - first + 1 > MOST_DAYS)
    throw unprocessable(`At most ${MOST_DAYS} days at once; these are ${last - first + 1}.`, [
      from === undefined
        ? { path: 'days', message: `is more than ${MOST_DAYS}` }
        : { path: 'from', message: `is more than ${MOST_DAYS} days before to` }
    ])
  return { from: dateOf(first), to: dateOf(last) }
}

/** As many days, just before. */
export const rangeBefore = ({ from, to }: MetricsRange): MetricsRange => {
  const [first, last] = [dayNamed(from), dayNamed(to)]
  return { from: dateOf(first - (last - first + 1)), to: dateOf(first - 1) }
}
