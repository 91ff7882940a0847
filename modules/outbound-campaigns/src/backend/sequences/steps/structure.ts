import type { ProblemDetail } from '../../platform/http/problem'
import type { Branch, Check, Step, StepType } from './schema'
import { inWayOrder } from './way'

/** What makes no sense in a list of steps, whatever it says to people: pure, and everything at once. */
export const structureProblems = (
  steps: readonly Step[],
  typesBefore: ReadonlyMap<string, StepType> = new Map()
): ProblemDetail[] => {
  const byKey = new Map(steps.map(step => [step.key, step]))
  const found = steps.flatMap((step, index) => [
    ...keyProblems(step, index, steps, typesBefore),
    ...placeProblems(step, index, byKey)
  ])
  // Only where everything has its place can one say what comes before what.
  return found.length > 0 ? found : steps.flatMap((step, index) => askingProblems(step, index, steps))
}

export const pathTo = (index: number, ...parts: Array<string | number>): string =>
  ['steps', index, ...parts].join('.')

const problem = (path: string, code: string, message: string): ProblemDetail => ({ path, code, message })

const keyProblems = (
  { key, type }: Step,
  index: number,
  steps: readonly Step[],
  typesBefore: ReadonlyMap<string, StepType>
): ProblemDetail[] => {
  const path = pathTo(index, 'key')
  const first = steps.findIndex(other => other.key === key)
  if (first !== index)
    return [problem(path, 'key_twice', `Step ${first + 1} has the key "${key}" already. Each has its own.`)]
  const before = typesBefore.get(key)
  return before === undefined || before === type
    ? []
    : [
        problem(
          path,
          'key_of_another',
          `"${key}" was a ${before} when people came to it. Give the ${type} another key.`
        )
      ]
}

const placeProblems = (
  { key, parent_key, branch }: Step,
  index: number,
  byKey: ReadonlyMap<string, Step>
): ProblemDetail[] => {
  const path = pathTo(index, 'parent_key')
  if (parent_key === null)
    return branch === null
      ? []
      : [problem(pathTo(index, 'branch'), 'branch_of_nothing', 'A branch needs its condition: parent_key.')]
  const parent = byKey.get(parent_key)
  if (!parent) return [problem(path, 'parent_unknown', `There is no step "${parent_key}".`)]
  if (parent.type !== 'condition')
    return [problem(path, 'parent_no_condition', `"${parent_key}" is a ${parent.type}, no condition.`)]
  if (branch === null)
    return [
      problem(pathTo(index, 'branch'), 'branch_missing', `Say which branch of "${parent_key}": yes or no.`)
    ]
  return isItsOwnAncestor(key, byKey)
    ? [problem(path, 'parent_cycle', `"${key}" would stand in a branch of itself.`)]
    : []
}

const isItsOwnAncestor = (key: string, byKey: ReadonlyMap<string, Step>): boolean => {
  const seen = new Set<string>()
  for (let above = byKey.get(key)?.parent_key ?? null; above !== null && !seen.has(above);) {
    if (above === key) return true
    seen.add(above)
    above = byKey.get(above)?.parent_key ?? null
  }
  return false
}

const askingProblems = (step: Step, index: number, steps: readonly Step[]): ProblemDetail[] => {
  if (step.type !== 'condition') return []
  const path = (name: string) => pathTo(index, 'config', 'check', name)
  const { check } = step.config
  switch (check.kind) {
    case 'score':
      return []
    case 'field':
      return valueProblems(check, path('value'))
    case 'opened':
    case 'clicked':
    case 'replied': {
      if (check.step_key === null) return []
      const asked = steps.find(({ key }) => key === check.step_key)
      if (!asked) return [problem(path('step_key'), 'asks_unknown', `There is no step "${check.step_key}".`)]
      if (asked.type !== 'email' && asked.type !== 'whatsapp')
        return [
          problem(path('step_key'), 'asks_no_message', `"${asked.key}" is a ${asked.type}, no message.`)
        ]
      return comesBefore(asked, step, steps)
        ? []
        : [
            problem(
              path('step_key'),
              'asks_later',
              `"${asked.key}" does not come before "${step.key}" on any way.`
            )
          ]
    }
  }
}

const WITHOUT_VALUE = ['is_set', 'is_not_set']
const OF_NUMBERS = ['at_least', 'less_than']

const valueProblems = (
  { operator, value }: Extract<Check, { kind: 'field' }>,
  path: string
): ProblemDetail[] => {
  if (WITHOUT_VALUE.includes(operator)) return []
  if (value === null) return [problem(path, 'value_missing', `"${operator}" needs a value.`)]
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()))
  return OF_NUMBERS.includes(operator) && !isNumber
    ? [problem(path, 'value_no_number', `"${operator}" needs a number.`)]
    : []
}

/** Whether some way leads first to the one and then to the other: not from one branch of a condition into the other. */
const comesBefore = (first: Step, then: Step, steps: readonly Step[]): boolean => {
  const order = inWayOrder(steps).map(({ key }) => key)
  if (order.indexOf(first.key) >= order.indexOf(then.key)) return false
  const branches = branchesOf(first, steps)
  return [...branchesOf(then, steps)].every(([key, branch]) => (branches.get(key) ?? branch) === branch)
}

const branchesOf = (step: Step, steps: readonly Step[]): Map<string, Branch> => {
  const found = new Map<string, Branch>()
  for (let inner: Step | undefined = step; inner?.parent_key && inner.branch;) {
    const { parent_key, branch }: Step = inner
    found.set(parent_key, branch)
    inner = steps.find(({ key }) => key === parent_key)
  }
  return found
}
