import { Rate } from './rate'

describe('the rate', () => {
  it('never lets more than so many pass in any second', () => {
    let now = 0
    const rate = new Rate(() => now)
    const passed: number[] = []
    for (; now < 5000; now += 7) if (rate.waitFor(10) === 0) passed.push(now)
    for (const start of passed) {
      expect(passed.filter(at => at >= start && at < start + 1000).length).toBeLessThanOrEqual(10)
    }
    expect(passed.length).toBeGreaterThanOrEqual(45)
  })

  it('says how long to wait', () => {
    let now = 0
    const rate = new Rate(() => now)
    expect(rate.waitFor(1)).toBe(0)
    now = 400
    expect(rate.waitFor(1)).toBe(600)
    now = 1000
    expect(rate.waitFor(1)).toBe(0)
  })
})
