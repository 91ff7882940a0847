import { endOf, estimatedEnd, speedOf, type Road } from './eta'

const at = (iso: string) => Date.parse(iso)

describe('The speed', () => {
  it('is that of the batches, or of the sender where that is slower', () => {
    expect(speedOf({ batchSize: 1000, batchIntervalMs: 60_000, senderPerSecond: 20 })).toBeCloseTo(
      1000 / 60_000
    )
    expect(speedOf({ batchSize: 6000, batchIntervalMs: 60_000, senderPerSecond: 20 })).toBe(0.02)
  })
})

describe('The estimated end', () => {
  const perMinute = (n: number) => n / 60_000

  it('of 200,000 people at 1,000 a minute is 3 hours and 20 minutes away', () => {
    const now = at('2026-07-01T16:45:00Z')
    expect(estimatedEnd(200_000, perMinute(1000), null, 'UTC', now)).toBe(now + 200 * 60_000)
  })

  it('waits for the window, and goes on when it opens the next day', () => {
    const office = { from: '09:00', to: '11:00' }
    const now = at('2026-07-01T08:00:00Z')
    expect(estimatedEnd(180, perMinute(1), office, 'UTC', now)).toBe(at('2026-07-02T10:00:00Z'))
    expect(estimatedEnd(60, perMinute(1), office, 'UTC', at('2026-07-01T10:30:00Z'))).toBe(
      at('2026-07-02T09:30:00Z')
    )
  })

  it('is now when nothing is owed, and not promised when it is more than a year away', () => {
    expect(estimatedEnd(0, perMinute(1), null, 'UTC', 1000)).toBe(1000)
    expect(estimatedEnd(10_000_000, perMinute(1), null, 'UTC', 1000)).toBeNull()
  })
})

describe('The end', () => {
  const now = at('2026-07-01T12:00:00Z')
  const MINUTE = 60_000
  const HOUR = 60 * MINUTE
  const road: Road = {
    owed: 100,
    speed: { batchSize: 10, batchIntervalMs: MINUTE, senderPerSecond: 20 },
    window: null,
    zone: 'UTC',
    now,
    heldUntil: null,
    lastDue: 0,
    people: { left: Infinity, perDay: null }
  }
  const end = (change: Partial<Road>) => endOf({ ...road, ...change })

  it('is as far as the pace says', () => expect(end({})).toBe(now + 10 * MINUTE))

  it('begins when what is in the way is gone', () => {
    expect(end({ heldUntil: now + HOUR })).toBe(now + HOUR + 10 * MINUTE)
    expect(end({ heldUntil: now - HOUR })).toBe(now + 10 * MINUTE)
  })

  it('waits for the last retry, and for the hours in which it may leave', () => {
    expect(end({ lastDue: now + 5 * MINUTE })).toBe(now + 10 * MINUTE)
    expect(end({ lastDue: now + 2 * HOUR })).toBe(now + 2 * HOUR)
    const window = { from: '09:00', to: '13:00' }
    expect(end({ lastDue: now + 2 * HOUR, window })).toBe(at('2026-07-02T09:00:00Z'))
  })

  it('takes as many days as the limit of people makes it', () => {
    expect(end({ people: { left: 100, perDay: 100 } })).toBe(now + 10 * MINUTE)
    expect(end({ people: { left: 0, perDay: 40 } })).toBe(now + 3 * 24 * HOUR)
  })

  it('is promised to nobody when it is more than a year away', () => {
    expect(end({ people: { left: 0, perDay: 1 }, owed: 400 })).toBeNull()
  })
})
