import { SeenNumbers } from './seen'

describe('Numbers that were seen', () => {
  it('are told from new ones as a Set tells them', () => {
    const seen = new SeenNumbers()
    const set = new Set<number>()
    let seed = 5
    for (let n = 0; n < 60_000; n += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      const number = n % 3 === 0 ? 524_420_000_000 + n : 520_000_000_000 + (seed % 40_000)
      expect(seen.add(number)).toBe(!set.has(number))
      set.add(number)
    }
  })

  it('takes a million in a row in little time', () => {
    const seen = new SeenNumbers()
    for (let n = 0; n < 1_000_000; n += 1) seen.add(524_420_000_000 + n)
    expect(seen.add(524_420_999_999)).toBe(false)
    expect(seen.add(999_999_999_999_999)).toBe(true)
    expect(seen.add(999_999_999_999_998)).toBe(true)
  })
})
