/** Where things stand in a chart: pure arithmetic. */

/** The smallest round number that nothing rises above. Counts have no half steps. */
export const niceMax = (values: ReadonlyArray<number | null>): number => {
  const highest = Math.max(0, ...values.map(value => value ?? 0))
  if (highest <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(highest))
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find(one => one * power >= highest) ?? 10
  return step * power
}

/** SVG takes any number of decimals; a tenth of a point is finer than anybody sees. */
export const tenth = (value: number): number => Math.round(value * 10) / 10

/**
 * Labels at the end of lines, moved apart so that none covers another, as near to their lines as that allows. They stay
 * between `top` and `bottom`.
 */
export const spread = (wanted: readonly number[], gap: number, top: number, bottom: number): number[] => {
  const order = wanted.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y || a.at - b.at)
  const placed: number[] = []
  order.forEach(({ y }, n) => {
    const above = placed[n - 1]
    placed.push(Math.max(top, above === undefined ? y : Math.max(y, above + gap)))
  })
  for (let n = placed.length - 1; n >= 0; n -= 1) {
    const below = placed[n + 1]
    const lowest = below === undefined ? bottom : below - gap
    placed[n] = Math.min(placed[n] ?? lowest, lowest)
  }
  const result = [...wanted]
  order.forEach(({ at }, n) => (result[at] = placed[n] ?? result[at] ?? 0))
  return result
}
