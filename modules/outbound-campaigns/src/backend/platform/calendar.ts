import type { Host } from './host'

/**
 * The calendar decides what is due: when a campaign starts, whether a window is open, on which day a step falls.
 * It is one of two clocks. Leases and pace never use it: they run on the database's own time (`Database.now`), which
 * nobody can move, so that days may pass in a minute without a lease expiring or a sender's budget being refilled.
 */
export interface Calendar {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

export const calendarOf = (host: Pick<Host, 'calendar'>): Calendar => ({
  now: () => (host.calendar ? host.calendar.now().getTime() : Date.now())
})
