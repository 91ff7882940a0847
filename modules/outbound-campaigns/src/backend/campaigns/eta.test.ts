import { estimatedEnd, speedOf } from './eta'

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
