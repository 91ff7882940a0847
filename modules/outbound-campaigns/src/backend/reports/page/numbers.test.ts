import { decimal, fixed, percent, signed } from './numbers'

describe('Numbers', () => {
  it.each([
    [0, 0, '0'],
    [1_234_567, 0, '1,234,567'],
    [999, 0, '999'],
    [12.5, 1, '12.5'],
    [12, 1, '12'],
    [100, 2, '100'],
    [0.04, 1, '0'],
    [-0.04, 1, '0'],
    [-1_200.25, 1, '\u22121,200.3']
  ])('%d is written %s', (value, digits, text) => expect(decimal(value, digits)).toBe(text))

  it('keep their noughts where they stand in a column', () => expect(fixed(8, 1)).toBe('8.0'))

  it('have a sign where a change is told', () => {
    expect([4, -4, 0, 0.04].map(value => signed(value))).toEqual(['+4', '\u22124', '0', '0'])
  })

  it('have a space before the per cent sign in Spanish', () => {
    expect([percent('7', 'es'), percent('7', 'en')]).toEqual(['7\u00a0%', '7%'])
  })
})
