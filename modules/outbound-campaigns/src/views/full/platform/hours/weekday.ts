/** Days by their name. 1 is Monday, 7 Sunday. */
import { regionalDay } from '../../../format'

/** The fifth of January 2026 was a Monday. */
export const weekdayName = (day: number): string => regionalDay(new Date(Date.UTC(2026, 0, 4 + day)))
