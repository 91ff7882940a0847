/** The known name that somebody probably meant; null where none is near. */
export const nearest = (name: string, known: Iterable<string>): string | null => {
  let best: string | null = null
  // A third of the letters may be wrong: `frist_name`, `compañia`, `nombre` for none of them.
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const one of known) {
    const far = distance(plain(name), plain(one), least)
    if (far < least) {
      best = one
      least = far
    }
  }
  return best
}

const plain = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s-]/g, '_')

/** Letters to change, add, leave out or swap with their neighbour; `limit` where there are more. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length] ?? limit
}
