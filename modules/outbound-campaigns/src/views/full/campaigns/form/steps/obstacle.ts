/** One thing that speaks against the start, from whoever says it. */
export interface Obstacle {
  path: string
  /** null: the form says it, in its own words. */
  code: string | null
  message: string
  rows?: number
  examples?: Array<{ line: number | null; value: string }>
}

/** The form knows the field, the server also why: about one field that is the same thing. */
const same = (one: Obstacle, other: Obstacle): boolean =>
  one.path === other.path && (one.code === null || other.code === null || one.code === other.code)

/** What the form, the server's check and a refused start say, each thing once. */
export const gather = (...lists: Obstacle[][]): Obstacle[] =>
  lists
    .flat()
    .reduce<Obstacle[]>(
      (all, obstacle) => (all.some(known => same(known, obstacle)) ? all : [...all, obstacle]),
      []
    )
