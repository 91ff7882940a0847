import type { GivenStep } from './given-schema'

/**
 * The keys of a list of steps, made up where none is given: `email-1`, `wait-1`. A key that the sequence had before isn't
 * given to another step, or people who had that one would be taken for having had this one.
 */
export const keysOf = (steps: readonly GivenStep[], usedBefore: Iterable<string>): string[] => {
  const taken = new Set([...usedBefore, ...steps.flatMap(({ key }) => key ?? [])])
  return steps.map(({ key, type }) => {
    if (key !== undefined) return key
    let n = 1
    while (taken.has(`${type}-${n}`)) n += 1
    taken.add(`${type}-${n}`)
    return `${type}-${n}`
  })
}
