import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'

/**
 * What a report is about: an ISO week (2026-W09, Monday to Sunday) or a month (2026-02). Its days are days by the clock
 * of the bot's time zone, as in the metrics; when a report is due is told in UTC.
 */
export const REPORT_KINDS = ['weekly', 'monthly'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

export interface Period {
  kind: ReportKind
  /** 2026-W09 or 2026-02 */
  key: string
  /** The first and the last day, both within: YYYY-MM-DD. */
  from: string
  to: string
}

/** When reports are made, in UTC; null: this kind isn't made by itself. */
export interface ReportTimes {
  /** 1 is Monday, 7 Sunday. */
  weekly: { weekday: number; at: string } | null
  monthly: { day: number; at: string } | null
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** How many days, the first and the last among them. */
export const lengthOf = ({ from, to }: Pick<Period, 'from' | 'to'>): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1

/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The week or the month that a day falls into. */
export const periodWith = (kind: ReportKind, day: string): Period =>
  kind === 'weekly' ? weekWith(day) : monthWith(day)

const weekWith = (day: string): Period => {
  const from = addDays(day, 1 - weekdayOf(day))
  // A week belongs to the year of its Thursday.
  const year = addDays(from, 3).slice(0, 4)
  const n = (Date.parse(from) - Date.parse(firstMonday(year))) / (7 * DAY_MS) + 1
  return { kind: 'weekly', key: `${year}-W${twoDigits(n)}`, from, to: addDays(from, 6) }
}

/** The first week of a year is the one with January 4 in it. */
const firstMonday = (year: string): string => {
  const fourth = `${year}-01-04`
  return addDays(fourth, 1 - weekdayOf(fourth))
}

const monthWith = (day: string): Period => {
  const key = day.slice(0, 7)
  const from = `${key}-01`
  // 31 days on there is always the next month.
  const to = addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1)
  return { kind: 'monthly', key, from, to }
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** undefined: there is no such week or month. */
export const periodOf = (kind: ReportKind, key: string): Period | undefined => {
  const named = kind === 'weekly' ? /^(\d{4})-W(\d{2})$/.exec(key) : /^(\d{4})-(\d{2})$/.exec(key)
  if (!named) return undefined
  const [, year = '', n = ''] = named
  if (Number(year) < 1970) return undefined
  const day = kind === 'weekly' ? addDays(firstMonday(year), (Number(n) - 1) * 7) : `${key}-01`
  if (Number.isNaN(Date.parse(`${day}T00:00:00Z`))) return undefined
  const found = periodWith(kind, day)
  return found.key === key ? found : undefined
}

export const periodBefore = ({ kind, from }: Period): Period => periodWith(kind, addDays(from, -1))

/** The last `count` periods, this one last. */
export const periodsUpTo = (period: Period, count: number): Period[] => {
  const found = [period]
  while (found.length < count) found.unshift(periodBefore(found[0] ?? period))
  return found
}

/**
 * What of a period has passed. One that still runs is compared with as many days of the one before it, so that a Tuesday
 * isn't held against a whole week.
 */
export const passedOf = (period: Period, today: string): Period | undefined => {
  if (period.from > today) return undefined
  return period.to <= today ? period : { ...period, to: today }
}

export const firstDaysOf = (period: Period, days: number): Period =>
  lengthOf(period) <= days ? period : { ...period, to: addDays(period.from, days - 1) }

export const todayIn = (zone: string, now: number): string => moment.tz(now, zone).format('YYYY-MM-DD')

/** The first moment at which a period is over by the clock of the zone. */
export const endOf = ({ to }: Pick<Period, 'to'>, zone: string): number =>
  moment.tz(`${addDays(to, 1)}T00:00`, zone).valueOf()

/**
 * When the report of a period is made: at the first such moment behind its last day, but not before that day has ended
 * where the bot lives (west of Greenwich Monday 09:00 UTC is still Sunday in places). null: never by itself.
 */
export const dueAt = (period: Period, times: ReportTimes, zone: string): number | null => {
  const planned = plannedFor(period, times)
  return planned === null ? null : Math.max(planned, endOf(period, zone))
}

const plannedFor = ({ kind, to }: Period, { weekly, monthly }: ReportTimes): number | null => {
  const next = addDays(to, 1)
  if (kind === 'weekly') return weekly && momentOf(addDays(next, (weekly.weekday + 6) % 7), weekly.at)
  return monthly && momentOf(addDays(next, monthly.day - 1), monthly.at)
}

const momentOf = (day: string, at: string): number => {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE_MS
}

/** The newest period whose report is due; null: this kind isn't made by itself. */
export const lastDue = (kind: ReportKind, times: ReportTimes, zone: string, now: number): Period | null => {
  let period = periodBefore(periodWith(kind, todayIn(zone, now)))
  for (;;) {
    const due = dueAt(period, times, zone)
    if (due === null) return null
    if (due <= now) return period
    period = periodBefore(period)
  }
}
