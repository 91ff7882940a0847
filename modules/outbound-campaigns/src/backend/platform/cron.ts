import { Cron } from 'croner'
import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'

/**
 * When a cron expression comes next, by the clock on the wall of a zone. The expression is read on a clock without a zone
 * (UTC in disguise), because Node 12.18 would put Mexico an hour off for half of each year; which moment a wall time is,
 * says the zone data that the module ships.
 *
 * A wall time comes when the clock shows it or a later one for the first time. So what lies in the hour that summer time
 * skips comes when that hour is over, all of it at once; and what lies in the hour that comes twice comes the first time.
 */
export const nextOccurrence = (expression: string, zone: string, after: number): number | null => {
  const cron = read(expression)
  // Nothing that the clock has shown by then can come later: so it is enough to go on from what it shows.
  for (let wall = cron.nextRun(disguised(after, zone)); wall; wall = cron.nextRun(wall)) {
    const at = firstShown(wall.getTime(), zone)
    if (at > after) return at
  }
  return null
}

/** Why an expression can't be kept to, for the person who wrote it; null: it can. */
export const cronProblem = (expression: string): string | null => {
  try {
    return read(expression).nextRun(A_MOMENT) === null ? 'an expression that comes some day' : null
  } catch {
    return 'a cron expression of five parts (minute, hour, day, month, weekday), such as 0 */4 * * *'
  }
}

/** From here on everything that comes at all comes: leap years too. */
const A_MOMENT = new Date(Date.UTC(2024, 0, 1))

const read = (expression: string): Cron => {
  // It would stand for whatever time it is while the expression is read.
  if (expression.includes('?')) throw new TypeError('A question mark has no meaning here.')
  return new Cron(expression, { timezone: 'UTC', mode: '5-part', paused: true })
}

const disguised = (at: number, zone: string): Date => new Date(at + moment.tz(at, zone).utcOffset() * MINUTE)

const MINUTE = 60_000
/** No wall clock is further from UTC, in either direction. */
const FURTHEST_MS = 26 * 60 * MINUTE

/** The first moment at which the wall clock shows this time or a later one. */
const firstShown = (wall: number, zone: string): number => {
  const data = moment.tz.zone(zone)
  if (!data) throw new RangeError(`The module knows no time zone ${zone}.`)
  // Between two changes the clock goes evenly; at a change it jumps.
  let begins = wall - FURTHEST_MS
  for (let at = data.untils.findIndex(until => until > begins); at >= 0; at += 1) {
    const ends = data.untils[at] ?? Infinity
    const offset = data.offsets[at]
    if (offset === undefined) break
    const shown = Math.max(begins, wall + offset * MINUTE)
    if (shown < ends) return shown
    begins = ends
  }
  throw new RangeError(`The module's time zone data does not reach ${new Date(wall).toISOString()}.`)
}
