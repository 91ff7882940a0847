/** Weeks and months by the names that reports have: 2026-W09 begins on a Monday and belongs to the year of its Thursday. */
import type { ReportKind } from '../../api/reports'

const DAY_MS = 86_400_000

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** 0 is Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The first week of a year is the one with January 4 in it. */
const firstMonday = (year: string): string => {
  const fourth = `${year}-01-04`
  return addDays(fourth, -weekdayOf(fourth))
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** The week or the month that a day falls into. */
export const periodWith = (kind: ReportKind, day: string): string => {
  if (kind === 'monthly') return day.slice(0, 7)
  const monday = addDays(day, -weekdayOf(day))
  const year = addDays(monday, 3).slice(0, 4)
  const n = (Date.parse(monday) - Date.parse(firstMonday(year))) / (7 * DAY_MS) + 1
  return `${year}-W${String(n).padStart(2, '0')}`
}

/** Its number, or null where it has none. */
export const weekNumber = (period: string): { week: number; year: string } | null => {
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(period) ?? []
  return year === undefined || week === undefined ? null : { week: Number(week), year }
}

export const periodBefore = (kind: ReportKind, from: string): string => periodWith(kind, addDays(from, -1))

/** `from` is its first day, whether it has ended or not. */
export const periodAfter = (kind: ReportKind, from: string): string =>
  periodWith(kind, addDays(from, kind === 'weekly' ? 7 : 31))
