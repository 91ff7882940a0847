/** Figures as the dashboard says them. */
import { number, percent } from '../../format'

/** The API says per cent: 12.5; where nothing is behind a rate, there is none. */
export const rate = (pct: number | null): string => (pct === null ? '–' : percent(pct / 100))

export const inTenths = (value: number): number => Math.round(value * 10) / 10

export const decimal = (value: number | null): string => (value === null ? '–' : number(inTenths(value)))

/** Which way it went, against the time before. Whether that is good is another question: more bounces are not. */
export type Way = 'up' | 'down' | 'same'

export const wayOf = (difference: number | null): Way => {
  if (difference === null || difference === 0) return 'same'
  return difference > 0 ? 'up' : 'down'
}

/** "+12 %" of a count; of a rate its points, since per cent of per cent nobody reads aright. */
export const changeText = (
  change: { difference: number | null; percent: number | null } | undefined,
  kind: 'count' | 'rate'
): string | null => {
  if (change === undefined || change.difference === null) return null
  const sign = change.difference > 0 ? '+' : ''
  if (kind === 'rate') return `${sign}${decimal(change.difference)}`
  return change.percent === null ? null : `${sign}${percent(change.percent / 100)}`
}
