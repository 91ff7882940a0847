import type { Changes, MetricsFigures } from './schema'

/** How figures stand against those of before: pure. Numbers within `raw` and `happened` go by `raw.opened` and so on. */
export const changesBetween = (before: MetricsFigures, after: MetricsFigures): Changes => {
  const [earlier, later] = [flat(before), flat(after)]
  return Object.fromEntries(
    Object.keys(later).map(name => [name, changeBetween(earlier[name] ?? null, later[name] ?? null)])
  )
}

const flat = (figures: object, under = ''): Record<string, number | null> => {
  const found: Record<string, number | null> = {}
  for (const [name, value] of Object.entries(figures) as Array<[string, unknown]>) {
    if (typeof value === 'number' || value === null) found[under + name] = value
    else if (typeof value === 'object') Object.assign(found, flat(value, `${under}${name}.`))
  }
  return found
}

const changeBetween = (before: number | null, after: number | null) => {
  if (before === null || after === null) return { difference: null, percent: null }
  return {
    difference: rounded(after - before),
    percent: before === 0 ? null : rounded(((after - before) / before) * 100)
  }
}

/** To a hundredth: what lies behind it is the computer's. */
const rounded = (value: number): number => Math.round(value * 100) / 100
