import type { Daily } from '../../api/metrics'
import { isEmpty, pointsOf, SERIES } from './series'

type Day = Daily['items'][number]

const happened = (n: number) => ({ opened: n, clicked: 0, replied: n * 2, qualified: 1 })

const days = (count: number): Day[] =>
  Array.from(
    { length: count },
    (_, n) =>
      ({
        date: new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
        happened: happened(n)
      }) as unknown as Day
  )

test('a month is drawn day by day', () => {
  const points = pointsOf(days(31))
  expect(points).toHaveLength(31)
  expect(points[3]).toEqual({ date: '2026-01-04', days: 1, opened: 3, clicked: 0, replied: 6, qualified: 1 })
})

test('a year is drawn week by week, and loses nobody', () => {
  const year = days(365)
  const points = pointsOf(year)
  expect(points).toHaveLength(53)
  expect(points[1]).toMatchObject({ date: '2026-01-08', days: 7, qualified: 7 })
  expect(points[52]).toMatchObject({ days: 1 })
  for (const series of SERIES)
    expect(points.reduce((sum, point) => sum + point[series], 0)).toBe(
      year.reduce((sum, day) => sum + day.happened[series], 0)
    )
})

test('nothing is nothing', () => {
  expect(isEmpty(pointsOf([]))).toBe(true)
  expect(isEmpty(pointsOf(days(1)))).toBe(false)
})
