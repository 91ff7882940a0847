import type { PlacedStep, Version } from '../steps/schema'
import { enclosing, firstStep, stepAfter, stepAt } from '../steps/way'

/**
 * Where somebody lands who goes over to a new version of their sequence: pure, for the preview and the move alike.
 *
 * Who stands at a step that is still there stays at it. Otherwise they go to the next step on their old way that the new
 * version has and that they haven't had. Where the order was changed, what they were still owed and now stands before
 * them comes first, or they would never get it. Nobody lands in a branch without its condition having been asked.
 */
export interface Position {
  stepKey: string
  /** Something of this step is in other hands: a message on its way, a task, a call. It is waited for. */
  underWay: boolean
}

/**
 * stays      at the same step
 * goes_to    another step, which they haven't had
 * completes  the new version has nothing more for them
 * waits      what is in other hands belongs to a step that is gone: they are brought along when it is through
 */
export type Move =
  | { kind: 'stays'; key: string }
  | { kind: 'goes_to'; key: string }
  | { kind: 'completes' }
  | { kind: 'waits' }

export interface PlannedMove {
  move: Move
  /** Steps of the new version that stand before where they land, and that they never get. */
  missed: string[]
  /** Steps that they might still have got, and that the new version doesn't have. */
  dropped: string[]
}

export const planMove = (
  from: Version,
  to: Version,
  { stepKey, underWay }: Position,
  executed: ReadonlySet<string>
): PlannedMove => {
  const ahead = wayAhead(from, stepKey)
  const dropped = ahead.filter(key => !stepAt(to, key) && !(underWay && key === stepKey))
  const move = moveOf(from, to, { stepKey, underWay }, executed, ahead)
  if (move.kind === 'waits') return { move, missed: [], dropped }
  const landing = move.kind === 'completes' ? null : move.key
  return { move, missed: missedBefore(to, landing, executed), dropped }
}

const moveOf = (
  from: Version,
  to: Version,
  { stepKey, underWay }: Position,
  executed: ReadonlySet<string>,
  ahead: readonly string[]
): Move => {
  const isThere = stepAt(to, stepKey) !== undefined
  if (underWay) return isThere ? { kind: 'stays', key: stepKey } : { kind: 'waits' }

  const taken = takenAt(from, stepKey)
  const land = (key: string) => (key === stepKey && isThere ? key : landingOf(to, key, taken, executed))
  const first = ahead.map(land).find(key => key !== null) ?? null
  if (first === null) return { kind: 'completes' }

  // What they are owed in any case, whatever conditions will say, and the new version has before that.
  const owed = certainAhead(from, stepKey).map(land)
  const order = to.steps.map(({ key }) => key)
  const earliest = [first, ...owed.filter(isKey)].reduce((a, b) =>
    order.indexOf(b) < order.indexOf(a) ? b : a
  )
  return earliest === stepKey ? { kind: 'stays', key: stepKey } : { kind: 'goes_to', key: earliest }
}

const isKey = (key: string | null): key is string => key !== null

/** Which branches somebody at this step has taken. */
const takenAt = (version: Version, key: string): Map<string, 'yes' | 'no'> => {
  const step = stepAt(version, key)
  return new Map(
    (step ? enclosing(version, step) : []).map(({ condition, branch }) => [condition.key, branch])
  )
}

/** The step itself, or the condition that must be asked before it; null where nobody who was here may go. */
const landingOf = (
  to: Version,
  key: string,
  taken: ReadonlyMap<string, 'yes' | 'no'>,
  executed: ReadonlySet<string>
): string | null => {
  const step = stepAt(to, key)
  if (!step || executed.has(key)) return null
  for (const { condition, branch } of enclosing(to, step)) {
    if (taken.get(condition.key) === branch) continue
    return executed.has(condition.key) || taken.has(condition.key) ? null : condition.key
  }
  return key
}

/** Everything that may still come, this step first, in the order of the way. */
const wayAhead = (version: Version, key: string): string[] => {
  const seen = new Set<string>()
  const walk = (step: PlacedStep | null | undefined): void => {
    if (!step || seen.has(step.key)) return
    seen.add(step.key)
    if (step.type === 'condition') {
      walk(stepAfter(version, step.key, 'yes'))
      walk(stepAfter(version, step.key, 'no'))
    } else walk(stepAfter(version, step.key))
  }
  walk(stepAt(version, key))
  return version.steps.filter(step => seen.has(step.key)).map(step => step.key)
}

/** What comes whatever the conditions on the way will say. */
const certainAhead = (version: Version, key: string): string[] => {
  const keys: string[] = []
  let step: PlacedStep | null = stepAt(version, key) ?? null
  while (step) {
    keys.push(step.key)
    if (step.type === 'condition' && endsIn(step)) break
    step = stepAfter(version, step.key)
  }
  return keys
}

const endsIn = (step: PlacedStep): boolean =>
  step.type === 'condition' && (step.config.after_yes === 'end' || step.config.after_no === 'end')

/** Those in branches that are not on the way to where they land were never theirs. */
const missedBefore = (to: Version, landing: string | null, executed: ReadonlySet<string>): string[] => {
  const order = to.steps.map(({ key }) => key)
  const end = landing === null ? order.length : order.indexOf(landing)
  const step = landing === null ? undefined : stepAt(to, landing)
  const branches = new Map(
    (step ? enclosing(to, step) : []).map(({ condition, branch }) => [condition.key, branch])
  )
  return to.steps
    .slice(0, end)
    .filter(
      one =>
        !executed.has(one.key) &&
        !branches.has(one.key) &&
        enclosing(to, one).every(({ condition, branch }) => branches.get(condition.key) === branch)
    )
    .map(({ key }) => key)
}

/**
 * What lies behind somebody who stands at this step of a version and always went its way: for the preview, which counts
 * people by where they stand. The move itself reads what each of them really had.
 */
export const behindOn = (version: Version, key: string): Set<string> => {
  const taken = takenAt(version, key)
  const behind = new Set<string>(taken.keys())
  let step = firstStep(version)
  while (step && step.key !== key) {
    behind.add(step.key)
    step = stepAfter(version, step.key, taken.get(step.key))
  }
  return behind
}
