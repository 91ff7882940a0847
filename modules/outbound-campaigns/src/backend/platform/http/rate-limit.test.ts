import { RateLimit } from './rate-limit'

describe('A rate limit', () => {
  let now = 0
  const limit = (more: object = {}) => new RateLimit({ perSecond: 2, burst: 4, ...more }, () => now)
  beforeEach(() => (now = 1_000))

  it('lets a burst through, then so many in a second, and says how long to wait', () => {
    const one = limit()
    expect([1, 2, 3, 4].map(() => one.take('a'))).toEqual([0, 0, 0, 0])
    expect(one.take('a')).toBe(1)
    expect(one.take('b')).toBe(0)
    now += 500
    expect([one.take('a'), one.take('a')]).toEqual([0, 1])
    now += 3_600_000
    expect([1, 2, 3, 4, 5].map(() => one.take('a'))).toEqual([0, 0, 0, 0, 1])
  })

  it('takes what is larger than a burst when the bucket is full, and holds it against what follows', () => {
    const one = limit()
    expect(one.take('a', 10)).toBe(0)
    expect(one.take('a')).toBe(4)
    now += 3_500
    expect(one.take('a')).toBe(0)
  })

  it('forgets the oldest keys when there are too many', () => {
    const one = limit({ mostKeys: 2, burst: 1 })
    for (const key of ['a', 'b', 'c']) expect(one.take(key)).toBe(0)
    expect(one.take('c')).toBeGreaterThan(0)
    expect(one.take('a')).toBe(0)
  })

  it('is not confused by a clock that goes back', () => {
    const one = limit({ burst: 1 })
    expect(one.take('a')).toBe(0)
    now -= 10_000
    expect(one.take('a')).toBe(1)
    now += 500
    expect(one.take('a')).toBe(0)
  })
})
