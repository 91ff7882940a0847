import { batchAllowance, recovered, senderSlots, slowedDown, type BatchState, type SenderState } from './pace'

const fresh: SenderState = { nextSlotAt: 0, slowFactor: 1, slowedAt: null, pausedUntil: 0 }

describe('Batches', () => {
  const pace = { size: 100, intervalMs: 1000 }

  it('begin with the first look', () => {
    expect(batchAllowance(pace, { startedAt: null, used: 0 }, 5000)).toEqual({
      state: { startedAt: 5000, used: 0 },
      free: 100,
      nextAt: 6000
    })
  })

  it('give what is left of the open one', () => {
    expect(batchAllowance(pace, { startedAt: 5000, used: 70 }, 5999)).toMatchObject({
      free: 30,
      nextAt: 6000
    })
    expect(batchAllowance(pace, { startedAt: 5000, used: 100 }, 5999)).toMatchObject({ free: 0 })
  })

  it('never owe: more used than a size that was lowered meanwhile gives nothing, not less than nothing', () => {
    expect(batchAllowance({ size: 10, intervalMs: 1000 }, { startedAt: 5000, used: 70 }, 5001).free).toBe(0)
  })

  it('start evenly spaced, however late somebody looks', () => {
    let state: BatchState = { startedAt: 0, used: 100 }
    const starts: number[] = []
    for (const lateBy of [3, 250, 999, 0, 40]) {
      const now = (state.startedAt ?? 0) + pace.intervalMs + lateBy
      const { state: next } = batchAllowance(pace, state, now)
      starts.push(next.startedAt)
      state = { ...next, used: pace.size }
    }
    expect(starts).toEqual([1000, 2000, 3000, 4000, 5000])
  })

  it('give one batch after a rest, not the ones that were missed', () => {
    const { state, free } = batchAllowance(pace, { startedAt: 0, used: 100 }, 60_000)
    expect({ state, free }).toEqual({ state: { startedAt: 60_000, used: 0 }, free: 100 })
  })
})

describe("A sender's slots", () => {
  it('lie one spacing apart and end at the horizon', () => {
    const { at } = senderSlots(10, fresh, 100, 1000, 250)
    expect(at).toHaveLength(3)
    expect(at[0]).toBe(1000)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeCloseTo(100, 0)
  })

  it('are no more than wanted', () => {
    expect(senderSlots(1000, fresh, 2, 1000, 250).at).toHaveLength(2)
  })

  it('make up for no lost time', () => {
    expect(senderSlots(10, { ...fresh, nextSlotAt: 5 }, 100, 60_000, 0).at).toEqual([60_000])
  })

  it.each([1, 7, 20, 80, 333, 1000])(
    'keep every sliding second at or below %d, and the mean near it',
    rate => {
      let sender = fresh
      let now = 1_700_000_000_000
      const sent: number[] = []
      // Callers that come at odd moments and want odd numbers, for twenty seconds.
      for (let turn = 0; now < 1_700_000_020_000; turn += 1) {
        const { at, nextSlotAt } = senderSlots(rate, sender, 1 + ((turn * 7) % 23) + rate / 5, now, 100)
        sent.push(...at.map(Math.round))
        sender = { ...sender, nextSlotAt }
        now += 3 + ((turn * 13) % 41)
      }
      let from = 0
      sent.forEach((at, to) => {
        while (at - (sent[from] ?? at) >= 1000) from += 1
        expect(to - from + 1).toBeLessThanOrEqual(rate)
      })
      const seconds = ((sent[sent.length - 1] ?? 0) - (sent[0] ?? 0)) / 1000
      expect(sent.length / seconds).toBeGreaterThan(rate * 0.98)
    }
  )

  it('halve their speed when the provider throttles, wait as long as it asks, and recover by themselves', () => {
    const slowed = slowedDown(fresh, 5000, 10_000)
    expect(senderSlots(10, slowed, 100, 10_000, 1000).at).toEqual([])
    const [first = 0, second = 0] = senderSlots(10, slowed, 2, 15_000, 1000).at
    expect(first).toBe(15_000)
    expect(second - first).toBeGreaterThan(150)
    expect(recovered(slowed, 10_000)).toBe(2)
    expect(recovered(slowed, 40_000)).toBe(1)
    expect(recovered(slowedDown(slowed, null, 11_000), 11_000)).toBeCloseTo(4, 0)
  })

  it('take what was on its way together for one throttling', () => {
    const slowed = slowedDown(slowedDown(fresh, null, 10_000), 3000, 10_400)
    expect(slowed).toEqual({ ...fresh, slowFactor: 2, slowedAt: 10_000, pausedUntil: 13_400 })
  })

  it('never get slower than a sixty-fourth', () => {
    let sender = fresh
    for (let n = 0; n < 20; n += 1) sender = slowedDown(sender, null, 1000 * n)
    expect(sender.slowFactor).toBeGreaterThan(60)
    expect(sender.slowFactor).toBeLessThanOrEqual(64)
  })
})
