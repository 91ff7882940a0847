import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'

/** When messages may leave, by the wall clock of a zone. `to` before `from` runs over midnight. */
export interface SendWindow {
  from: string
  to: string
  /** 1 is Monday, 7 Sunday: the days on which a window begins. Left out: every day. */
  days?: readonly number[]
}

/** Longer than any run of closed days can be: a week, and one more for the window that begins on its last day. */
const DAYS_AHEAD = 8

/**
 * When the window opens next: null when it is open now. Times are the calendar's. Walls clocks jump: a window that
 * begins in the hour that summer time skips opens right after it, one in the hour that comes twice stays open.
 */
export const opensAt = (window: SendWindow | null, zone: string, now: number): number | null => {
  if (window === null || isOpen(window, zone, now)) return null
  const today = moment.tz(now, zone)
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const begins = wallTime(today, ahead, window.from)
    if (begins.valueOf() > now && beginsOn(window, begins)) return begins.valueOf()
  }
  throw new RangeError('A send window without a day never opens.')
}

export const isOpen = (window: SendWindow, zone: string, now: number): boolean => {
  const here = moment.tz(now, zone)
  // The window of today, and that of yesterday where it runs over midnight.
  return [0, -1].some(day => {
    const begins = wallTime(here, day, window.from)
    const ends = wallTime(here, window.to > window.from ? day : day + 1, window.to)
    return beginsOn(window, begins) && begins.valueOf() <= now && now < ends.valueOf()
  })
}

const beginsOn = ({ days }: SendWindow, begins: moment.Moment): boolean =>
  days === undefined || days.includes(begins.isoWeekday())

const wallTime = (here: moment.Moment, daysAhead: number, time: string): moment.Moment => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return here.clone().add(daysAhead, 'days').startOf('day').set({ hours, minutes })
}
