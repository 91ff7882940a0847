import { fitting, type Bar } from './fitting'

/** Eight places as they are in Spanish, as wide as they are drawn. */
const EIGHT = [116, 128, 116, 96, 112, 88, 104, 134]
const bar: Bar = { widths: EIGHT, gap: 4, room: 1000, moreWidth: 80, current: 0 }

const widthOf = (shown: number[]): number =>
  shown.reduce((sum, place) => sum + (EIGHT[place] ?? 0) + bar.gap, -bar.gap)

test('what fits is all in sight', () => {
  expect(fitting(bar)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(fitting({ ...bar, widths: [116, 134], room: 254 })).toEqual([0, 1])
})

test('what does not fit goes behind the button, from the end', () => {
  const shown = fitting({ ...bar, room: 600 })
  expect(shown).toEqual([0, 1, 2, 3])
  expect(widthOf(shown) + bar.gap + bar.moreWidth).toBeLessThanOrEqual(600)
})

test.each([600, 500, 400, 300])('in %d pixels, wherever one is, that place is in sight', room => {
  EIGHT.forEach((_, current) => {
    const shown = fitting({ ...bar, room, current })
    expect(shown).toContain(current)
    expect(widthOf(shown) + bar.gap + bar.moreWidth).toBeLessThanOrEqual(room)
    expect([...shown].sort((one, other) => one - other)).toEqual(shown)
  })
})

test('with no room at all the open place stays', () => {
  expect(fitting({ ...bar, room: 50, current: 3 })).toEqual([3])
  expect(fitting({ ...bar, room: 50, current: -1 })).toEqual([])
})
