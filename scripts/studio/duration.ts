/** Durations as Botpress writes them: '500ms', '2s', '10m', '3 days'. A bare number is milliseconds. */
const UNITS: Array<[RegExp, number]> = [
  [/^(ms|msecs?|milliseconds?)?$/i, 1],
  [/^(s|secs?|seconds?)$/i, 1_000],
  [/^(m|mins?|minutes?)$/i, 60_000],
  [/^(h|hrs?|hours?)$/i, 3_600_000],
  [/^(d|days?)$/i, 86_400_000],
  [/^(w|weeks?)$/i, 604_800_000],
  [/^(y|yrs?|years?)$/i, 31_557_600_000]
]

export const milliseconds = (text: string): number | undefined => {
  const parts = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text)
  const unit = parts && UNITS.find(([name]) => name.test(parts[2] ?? ''))
  return parts && unit ? Number(parts[1]) * unit[1] : undefined
}
