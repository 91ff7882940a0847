/**
 * What is drawn over time. The lines differ in colour, in how they are dashed and in the shape on them, so that they can be
 * told apart without seeing colours, and they stand in the same order everywhere.
 */
import type { Daily } from '../../api/metrics'

export const SERIES = ['opened', 'clicked', 'replied', 'qualified'] as const
export type Series = (typeof SERIES)[number]

export interface Look {
  colour: string
  dash: string
  shape: 'circle' | 'diamond' | 'square' | 'triangle'
}

/** Of Okabe and Ito's palette, made dark enough for white paper. */
export const LOOKS: Record<Series, Look> = {
  opened: { colour: '#1f4b99', dash: '0', shape: 'circle' },
  clicked: { colour: '#00796b', dash: '6 3', shape: 'diamond' },
  replied: { colour: '#b34d00', dash: '2 3', shape: 'square' },
  qualified: { colour: '#8e3b7a', dash: '10 3 2 3', shape: 'triangle' }
}

export type Point = { date: string; days: number } & Record<Series, number>

/** More points than that are no picture any more. */
const MOST_POINTS = 62

const nothing = (date: string): Point => ({
  date,
  days: 0,
  opened: 0,
  clicked: 0,
  replied: 0,
  qualified: 0
})

/** Day by day, or week by week where the days are too many; a week bears the name of its first day. */
export const pointsOf = (items: Daily['items']): Point[] => {
  const size = items.length > MOST_POINTS ? 7 : 1
  const points: Point[] = []
  items.forEach(({ date, happened }, index) => {
    if (index % size === 0) points.push(nothing(date))
    const point = points[points.length - 1]
    if (!point) return
    point.days += 1
    for (const series of SERIES) point[series] += happened[series]
  })
  return points
}

export const isEmpty = (points: readonly Point[]): boolean =>
  points.every(point => SERIES.every(series => point[series] === 0))
