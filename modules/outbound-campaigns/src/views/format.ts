/**
 * Numbers, moments and lengths of time as the user's language writes them. The language is the Studio's; its regional
 * form is the browser's where that speaks the same language, since 1.234 in Madrid is 1,234 in Querétaro.
 */
import { lang } from 'botpress/shared'
import { t } from './text'

/** Where the browser says nothing: the module's own home. */
const HOME: Partial<Record<string, string>> = { es: 'es-MX' }

export const regionalForm = (language: string, browser: readonly string[]): string =>
  browser.find(known => known.toLowerCase().split('-')[0] === language) ?? HOME[language] ?? language

const locale = (): string => regionalForm(lang.getLocale(), navigator.languages)

export const number = (value: number): string => value.toLocaleString(locale())

export const percent = (share: number): string =>
  share.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 })

/** Twenty-four hours everywhere: "14:05" can't be mistaken. */
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

export const clockTime = (at: string | number): string =>
  new Date(at).toLocaleTimeString(locale(), { ...TIME, second: '2-digit' })

const dayOf = (at: number, zone: string | undefined): string =>
  new Date(at).toLocaleDateString('en-CA', { timeZone: zone })

/** As short as it can be told: the time today, the day this year, the year beyond. */
export const moment = (at: string | number, zone?: string, now: number = Date.now()): string => {
  const instant = new Date(at).valueOf()
  const sameDay = dayOf(instant, zone) === dayOf(now, zone)
  const sameYear = dayOf(instant, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4)
  return new Date(instant).toLocaleString(locale(), {
    ...TIME,
    ...(!sameDay && { weekday: 'short', day: 'numeric', month: 'short' }),
    ...(!sameYear && { year: 'numeric' }),
    timeZone: zone
  })
}

const AGO = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000]
] as const

/** Before so long, the day itself says more. */
const LONG_AGO_MS = 30 * 86_400_000

/** The year only where it is another one. */
const dayNear = (at: string | number, now: number): string =>
  new Date(at).toLocaleDateString(locale(), {
    day: 'numeric',
    month: 'short',
    ...(new Date(at).getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' })
  })

/** How long ago, in its largest unit: "2 hr. ago", "yesterday". What is long ago, or still to come, by its day. */
export const ago = (at: string | number, now: number = Date.now()): string => {
  const since = now - new Date(at).valueOf()
  if (since < 0 || since > LONG_AGO_MS) return dayNear(at, now)
  const [unit, size] = AGO.find(([, one]) => since >= one) ?? ['second', since || 1]
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' }).format(
    unit === 'second' ? 0 : -Math.floor(since / size),
    unit
  )
}

/** A day that somebody named, wherever it is read: kept as its beginning in UTC. */
export const namedDay = (at: string): string =>
  new Date(at).toLocaleDateString(locale(), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC'
  })

/** A month by its first day. */
export const namedMonth = (day: string): string =>
  new Date(day).toLocaleDateString(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Where the clock on the wall shows another time than the reader's own. */
const isElsewhere = (at: number, zone: string): boolean =>
  new Date(at).toLocaleString('en-CA', { timeZone: zone }) !== new Date(at).toLocaleString('en-CA')

/** A moment by another place's clock, which is named where it is not the reader's: "14:05 (America/Mexico City)". */
export const momentIn = (at: string | number, zone: string, now?: number): string => {
  const instant = new Date(at).valueOf()
  const told = moment(instant, zone, now)
  return isElsewhere(instant, zone) ? `${told} (${zone.replace(/_/g, ' ')})` : told
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000]
] as const

type Unit = (typeof UNITS)[number][0]

export interface LengthPart {
  unit: Unit
  n: number
}

/** A length of time in its two largest units, rounded to the smaller one: 3 h 20 min, never 3 h 20 min 4 s. */
export const lengthParts = (ms: number): LengthPart[] => {
  const first = UNITS.findIndex(([, size]) => ms >= size)
  if (first < 0) return [{ unit: 'second', n: Math.max(1, Math.ceil(ms / 1000)) }]
  const [largest, smallest] = [UNITS[first], UNITS[first + 1]]
  if (!largest || !smallest) return [{ unit: 'second', n: Math.round(ms / 1000) }]
  const rounded = Math.round(ms / smallest[1]) * smallest[1]
  const larger = Math.floor(rounded / largest[1])
  const smaller = Math.round((rounded - larger * largest[1]) / smallest[1])
  const above = UNITS[first - 1]
  // 59 min 60 s is an hour.
  if (above && rounded >= above[1]) return lengthParts(rounded)
  return [{ unit: largest[0], n: larger }, ...(smaller > 0 ? [{ unit: smallest[0], n: smaller }] : [])]
}

export const length = (ms: number): string =>
  lengthParts(ms)
    .map(({ unit, n }) => t(`length.${unit}` as const, { count: n, n: number(n) }))
    .join(' ')

/** A day on an axis, where there is room for its number and its month only. */
export const shortDay = (at: string): string =>
  new Date(at).toLocaleDateString(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A day of the week by its short name. */
export const regionalDay = (day: Date): string =>
  day.toLocaleDateString(locale(), { weekday: 'short', timeZone: 'UTC' })

/** "Sunday", of a day `YYYY-MM-DD`. */
export const namedWeekday = (day: string): string =>
  new Date(day).toLocaleDateString(locale(), { weekday: 'long', timeZone: 'UTC' })

/** "Sun, Jun 7", of a day `YYYY-MM-DD`. */
export const weekdayAndDay = (day: string): string =>
  new Date(day).toLocaleDateString(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC'
  })

/** And by its whole name: 1 is Monday, 7 Sunday. */
export const weekdayInFull = (day: number): string =>
  new Date(Date.UTC(2024, 0, day)).toLocaleDateString(locale(), { weekday: 'long', timeZone: 'UTC' })
