/** What is made of a set of measurements. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]
  if (value === undefined) throw new Error('Nothing was measured.')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/**
 * Measures things in turns (A B A B …), so that what else the machine does meanwhile touches them alike, and answers the
 * median of each.
 */
export const inTurns = async <Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<number>>>
): Promise<Record<Name, number>> => {
  const names = Object.keys(measures) as Name[]
  const measured = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) measured[name].push(await measures[name]())
  return Object.fromEntries(names.map(name => [name, median(measured[name])])) as Record<Name, number>
}
