/** How fast messages left, by the moments in the send log. */
export interface MeasuredPace {
  /** The most in any second, wherever it begins. */
  mostInASecond: number
  meanPerSecond: number
}

/** `starts` in milliseconds, in order. */
export const measurePace = (starts: readonly number[]): MeasuredPace => {
  const [first, last] = [starts[0], starts[starts.length - 1]]
  if (first === undefined || last === undefined || first === last)
    throw new Error('There is no pace in fewer than two moments.')
  let mostInASecond = 0
  let from = 0
  starts.forEach((start, at) => {
    while (start - (starts[from] ?? start) >= 1000) from += 1
    mostInASecond = Math.max(mostInASecond, at - from + 1)
  })
  return { mostInASecond, meanPerSecond: ((starts.length - 1) * 1000) / (last - first) }
}
