import { bucketsOf, roundTop, type Point } from './buckets'

const START = Date.UTC(2026, 9, 5, 10, 0)
const MINUTE = 60_000

const point = (minute: number, sent = 1, delivered = 1, failed = 0): Point => ({
  at: new Date(START + minute * MINUTE).toISOString(),
  sent,
  delivered,
  failed
})

test('nothing happened: nothing to draw', () => {
  expect(bucketsOf([], 60).buckets).toEqual([])
})

test('a campaign of one minute is one column', () => {
  const { buckets, stepMs } = bucketsOf([point(0, 7, 5, 2)], 60)
  expect(stepMs).toBe(MINUTE)
  expect(buckets).toEqual([{ at: START, sent: 7, delivered: 5, failed: 2 }])
})

test('a pause is a column of zeros, not a shorter axis', () => {
  const { buckets } = bucketsOf([point(0), point(3)], 60)
  expect(buckets.map(({ sent }) => sent)).toEqual([1, 0, 0, 1])
})

test.each([59, 60, 61, 119, 600, 4000, 20_000, 200_000])(
  '%d minutes: never too many columns, and nothing is lost',
  minutes => {
    const timeline = Array.from({ length: minutes }, (_, minute) => point(minute, 2, 1, minute % 2))
    const { buckets } = bucketsOf(timeline, 60)
    expect(buckets.length).toBeLessThanOrEqual(60)
    const sum = (name: 'sent' | 'delivered' | 'failed') =>
      buckets.reduce((total, bucket) => total + bucket[name], 0)
    expect([sum('sent'), sum('delivered'), sum('failed')]).toEqual([
      2 * minutes,
      minutes,
      Math.floor(minutes / 2)
    ])
  }
)

test.each([
  [0, 4],
  [4, 4],
  [5, 6],
  [9, 10],
  [101, 200],
  [399, 400],
  [401, 500],
  [501, 1000]
])('an axis for %d ends at %d', (value, top) => {
  expect(roundTop(value)).toBe(top)
})
