import fc from 'fast-check'
import { niceMax, spread } from './scale'

describe('The top of a scale', () => {
  it.each([
    [[], 1],
    [[0, null], 1],
    [[0.4], 1],
    [[7], 8],
    [[10], 10],
    [[11, 3], 20],
    [[41], 50],
    [[77_093], 80_000]
  ])('of %j is %d', (values, top) => expect(niceMax(values)).toBe(top))

  it('is never below a value, nor more than twice the highest', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 1 }), values => {
        const highest = Math.max(...values)
        expect(niceMax(values)).toBeGreaterThanOrEqual(highest)
        expect(niceMax(values)).toBeLessThanOrEqual(2 * highest)
      })
    ))
})

describe('Labels at the ends of lines', () => {
  it('are moved apart in their order, and stay on the picture', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 6 }), wanted => {
        const placed = spread(wanted, 15, 0, 100)
        const sorted = [...placed].sort((a, b) => a - b)
        for (let at = 1; at < sorted.length; at += 1)
          expect((sorted[at] ?? 0) - (sorted[at - 1] ?? 0)).toBeGreaterThan(15 - 1e-6)
        expect(Math.max(0, ...placed)).toBeLessThanOrEqual(100)
        expect(Math.min(0, ...placed)).toBeGreaterThanOrEqual(0)
        wanted.forEach((y, a) =>
          wanted.forEach((other, b) => {
            if (y < other) expect(placed[a] ?? 0).toBeLessThan(placed[b] ?? 0)
          })
        )
      })
    ))

  it('stay where they are when nothing is in the way', () =>
    expect(spread([80, 10, 40], 15, 0, 100)).toEqual([80, 10, 40]))
})
