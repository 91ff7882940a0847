import type { Branch, PlacedStep, Step, Version } from './schema'

/**
 * Which way a lead takes through a version. The main line and each branch of a condition is a list of its own; after the
 * last step of a branch the way goes on behind the condition, unless the branch ends there.
 */

/** A list of steps that stand behind one another: the main line (`parent` null), or a branch of a condition. */
interface Line {
  parent: string | null
  branch: Branch | null
}

const MAIN: Line = { parent: null, branch: null }

/** As much of a step as says where it stands. */
type Standing = Pick<Step, 'key' | 'type' | 'parent_key' | 'branch'>

const isIn = ({ parent_key, branch }: Standing, line: Line): boolean =>
  parent_key === line.parent && branch === line.branch

const lineOf = ({ parent_key, branch }: Step): Line => ({ parent: parent_key, branch })

const stepsIn = (version: Pick<Version, 'steps'>, line: Line): PlacedStep[] =>
  version.steps.filter(step => isIn(step, line)).sort((a, b) => a.position - b.position)

/**
 * The steps in the order of the way, each with its position: its place in its list, counted from 1. Within a list they
 * stay in the order in which they are given.
 */
export const inWayOrder = <T extends Standing>(steps: readonly T[]): Array<T & { position: number }> => {
  const placed: Array<T & { position: number }> = []
  const walk = (line: Line): void => {
    steps
      .filter(step => isIn(step, line))
      .forEach((step, index) => {
        placed.push({ ...step, position: index + 1 })
        if (step.type !== 'condition') return
        walk({ parent: step.key, branch: 'yes' })
        walk({ parent: step.key, branch: 'no' })
      })
  }
  walk(MAIN)
  return placed
}

export const firstStep = (version: Version): PlacedStep | null => stepsIn(version, MAIN)[0] ?? null

export const stepAt = (version: Version, key: string): PlacedStep | undefined =>
  version.steps.find(step => step.key === key)

/**
 * The step behind this one; for a condition, `taken` says which branch. Without `taken`, a condition is passed by
 * together with its branches. null: the end.
 */
export const stepAfter = (version: Version, key: string, taken?: Branch): PlacedStep | null => {
  const step = stepAt(version, key)
  if (!step) return null
  if (step.type === 'condition' && taken !== undefined) {
    const first = stepsIn(version, { parent: key, branch: taken })[0]
    return first ?? afterBranch(version, step, taken)
  }
  return behind(version, step)
}

/**
 * The same, but for steps that this lead was at already: a step may come a second time because the sequence was changed
 * meanwhile, and nobody repeats one. `done`: what they had, with the branch that was taken at conditions (null at all
 * other steps, and where it isn't known).
 */
export const nextUndone = (
  version: Version,
  key: string,
  done: ReadonlyMap<string, Branch | null>,
  taken?: Branch
): PlacedStep | null => {
  let next = stepAfter(version, key, taken)
  while (next && done.has(next.key)) next = stepAfter(version, next.key, done.get(next.key) ?? undefined)
  return next
}

/** The conditions in whose branches this step stands, the outermost first. */
export const enclosing = (version: Version, step: Step): Array<{ condition: PlacedStep; branch: Branch }> => {
  const found: Array<{ condition: PlacedStep; branch: Branch }> = []
  for (let inner: Step = step; inner.parent_key !== null && inner.branch !== null;) {
    const condition = stepAt(version, inner.parent_key)
    if (!condition) break
    found.unshift({ condition, branch: inner.branch })
    inner = condition
  }
  return found
}

const behind = (version: Version, step: PlacedStep): PlacedStep | null => {
  const next = stepsIn(version, lineOf(step)).find(({ position }) => position > step.position)
  if (next) return next
  const [inner] = enclosing(version, step).slice(-1)
  return inner ? afterBranch(version, inner.condition, inner.branch) : null
}

const afterBranch = (version: Version, condition: PlacedStep, branch: Branch): PlacedStep | null => {
  if (condition.type !== 'condition') return null
  const { after_yes, after_no } = condition.config
  return (branch === 'yes' ? after_yes : after_no) === 'end' ? null : behind(version, condition)
}
