import { measurePace } from './pace'

const every = (ms: number, count: number) => Array.from({ length: count }, (_, n) => n * ms)

it('counts the fullest second and the mean', () => {
  expect(measurePace(every(100, 101))).toEqual({ mostInASecond: 10, meanPerSecond: 10 })
})

it('finds a burst wherever it is, and a second that does not begin with the clock', () => {
  const burst = [0, 700, 950, 1100, 1699, 1700]
  expect(measurePace(burst).mostInASecond).toBe(4)
  expect(measurePace([0, 999, 1000]).mostInASecond).toBe(2)
})

it('makes nothing up from nothing', () => {
  expect(() => measurePace([])).toThrow('no pace')
})
