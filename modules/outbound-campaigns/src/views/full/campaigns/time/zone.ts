/** Wall clocks of time zones, by the browser's own zone data. */

export interface Wall {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

const MINUTE = 60_000

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric'
  })
  clocks.set(zone, clock)
  return clock
}

export const wallOf = (at: number, zone: string): Wall => {
  const parts = clockOf(zone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find(found => found.type === type)?.value)
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute')
  }
}

/** The wall's time as if it were UTC: days and hours out of range carry over, as in `Date.UTC`. */
const asUtc = ({ year, month, day, hour, minute }: Wall): number =>
  Date.UTC(year, month - 1, day, hour, minute)

/**
 * The moment at which a wall clock shows this. A time that summer time skips is the moment right after the gap as far in,
 * one that comes twice is its first coming.
 */
export const instantOf = (wall: Wall, zone: string): number => {
  const wanted = asUtc(wall)
  const offsetAt = (at: number): number => asUtc(wallOf(at, zone)) - Math.floor(at / MINUTE) * MINUTE
  const guesses = [wanted - offsetAt(wanted - 86_400_000), wanted - offsetAt(wanted + 86_400_000)]
  const fitting = guesses.filter(guess => asUtc(wallOf(guess, zone)) === wanted)
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...guesses)
}

const two = (n: number): string => String(n).padStart(2, '0')

/** What the browser's own date and time fields take and give. */
export const dateField = ({ year, month, day }: Wall): string => `${year}-${two(month)}-${two(day)}`
export const timeField = ({ hour, minute }: Wall): string => `${two(hour)}:${two(minute)}`

/** null: the fields are not filled. */
export const readFields = (date: string, time: string): Wall | null => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(time) ?? []
  if (year === undefined || hour === undefined) return null
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute)
  }
}

const COMMON = [
  'America/Mexico_City',
  'America/Monterrey',
  'America/Cancun',
  'America/Tijuana',
  'America/Bogota',
  'America/Lima',
  'America/Santiago',
  'America/Argentina/Buenos_Aires',
  'America/New_York',
  'America/Los_Angeles',
  'Europe/Madrid',
  'UTC'
]

/** This browser's own zone and the likely ones first; whatever is in use is always there. */
export const zonesToChoose = (inUse: string): string[] => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const all = 'supportedValuesOf' in Intl ? supportedZones() : []
  return Array.from(new Set([inUse, own, ...COMMON, ...all]))
}

const supportedZones = (): string[] =>
  (Intl as unknown as { supportedValuesOf(kind: 'timeZone'): string[] }).supportedValuesOf('timeZone')
