/**
 * The steps of a sequence as a person sees them: a line of steps in which a condition has two lines of its own. The API
 * tells the same as a flat list with `parent_key` and `branch`. Everything here is pure and leaves what it is given as it
 * is; what can't be done (a place that isn't, a condition into its own branch) changes nothing.
 */
import type { Branch, GivenStep } from '../../../api/sequences'
import type { StepBody } from './step'

export interface Node {
  step: StepBody
  /** Both empty for whatever is no condition. */
  yes: Tree
  no: Tree
}

export type Tree = readonly Node[]

/** Before the step that has this index in its line; behind the last one: as many as there are. */
export interface Place {
  parent: string | null
  branch: Branch | null
  index: number
}

export const BRANCHES = ['yes', 'no'] as const satisfies readonly Branch[]

export type FlatStep = StepBody & { parent_key: string | null; branch: Branch | null }

export const leaf = (step: StepBody): Node => ({ step, yes: [], no: [] })

/** In the order of the way, as the API takes it. */
export const listOf = (tree: Tree, parent: string | null = null, branch: Branch | null = null): FlatStep[] =>
  tree.flatMap(({ step, yes, no }) => [
    { ...step, parent_key: parent, branch },
    ...listOf(yes, step.key, 'yes'),
    ...listOf(no, step.key, 'no')
  ])

const bodyOf = (step: GivenStep & { key: string }): StepBody => {
  const { id, position, parent_key, branch, ...body } = step
  return body
}

/** What names a place that isn't there stands at the end of the main line: nothing is lost. */
export const treeOf = (steps: ReadonlyArray<GivenStep & { key: string }>): Tree => {
  const conditions = new Set(steps.filter(({ type }) => type === 'condition').map(({ key }) => key))
  const placed = new Set<string>()
  const lineOf = (parent: string | null, branch: Branch | null): Node[] =>
    steps
      .filter(step => step.parent_key === parent && step.branch === branch && !placed.has(step.key))
      .map(step => {
        placed.add(step.key)
        const inside = conditions.has(step.key)
        return {
          step: bodyOf(step),
          yes: inside ? lineOf(step.key, 'yes') : [],
          no: inside ? lineOf(step.key, 'no') : []
        }
      })
  const main = lineOf(null, null)
  const lost = steps.filter(({ key }) => !placed.has(key)).map(step => leaf(bodyOf(step)))
  return [...main, ...lost]
}

export const keysOf = (tree: Tree): string[] => listOf(tree).map(({ key }) => key)

export interface Found {
  node: Node
  place: Place
}

export const find = (
  tree: Tree,
  key: string,
  parent: string | null = null,
  branch: Branch | null = null
): Found | null => {
  for (const [index, node] of tree.entries()) {
    if (node.step.key === key) return { node, place: { parent, branch, index } }
    for (const side of BRANCHES) {
      const found = find(node[side], key, node.step.key, side)
      if (found) return found
    }
  }
  return null
}

/** The line of a place; null: there is no such line. */
export const lineAt = (tree: Tree, { parent, branch }: Pick<Place, 'parent' | 'branch'>): Tree | null => {
  if (parent === null || branch === null) return parent === null && branch === null ? tree : null
  const found = find(tree, parent)
  return found && found.node.step.type === 'condition' ? found.node[branch] : null
}

/** Nodes that are not touched stay the same objects. */
const withNode = (tree: Tree, key: string, change: (node: Node) => Node): Tree =>
  tree.map(node => {
    if (node.step.key === key) return change(node)
    if (node.step.type !== 'condition') return node
    const yes = withNode(node.yes, key, change)
    const no = withNode(node.no, key, change)
    const same = yes.every((one, at) => one === node.yes[at]) && no.every((one, at) => one === node.no[at])
    return same ? node : { ...node, yes, no }
  })

const withLine = (
  tree: Tree,
  { parent, branch }: Pick<Place, 'parent' | 'branch'>,
  change: (line: Tree) => Tree
): Tree =>
  parent === null || branch === null
    ? change(tree)
    : withNode(tree, parent, node => ({ ...node, [branch]: change(node[branch]) }))

export const withStep = (tree: Tree, key: string, change: (step: StepBody) => StepBody): Tree =>
  withNode(tree, key, node => ({ ...node, step: change(node.step) }))

export const insert = (tree: Tree, place: Place, node: Node): Tree => {
  const line = lineAt(tree, place)
  if (line === null || place.index < 0 || place.index > line.length) return tree
  return withLine(tree, place, steps => [...steps.slice(0, place.index), node, ...steps.slice(place.index)])
}

/** A condition goes with everything in its branches. */
export const remove = (tree: Tree, key: string): Tree => {
  const found = find(tree, key)
  return found ? withLine(tree, found.place, line => line.filter(node => node.step.key !== key)) : tree
}

/** Whether a place is in one of the step's own branches. */
const isInside = ({ node }: Found, { parent }: Place): boolean =>
  parent !== null && keysOf([node]).includes(parent)

/** Where it stands already: before or behind itself. */
const isWhere = ({ place: { parent, branch, index } }: Found, to: Place): boolean =>
  parent === to.parent && branch === to.branch && (to.index === index || to.index === index + 1)

/** The place is one of the tree as it is, with the step still in it. */
export const canMove = (tree: Tree, key: string, to: Place): boolean => {
  const found = find(tree, key)
  const line = lineAt(tree, to)
  if (!found || line === null || to.index < 0 || to.index > line.length) return false
  return !isInside(found, to) && !isWhere(found, to)
}

export const move = (tree: Tree, key: string, to: Place): Tree => {
  const found = find(tree, key)
  if (!found || !canMove(tree, key, to)) return tree
  const { parent, branch, index } = found.place
  const isFurtherDown = parent === to.parent && branch === to.branch && to.index > index
  const place = isFurtherDown ? { ...to, index: to.index - 1 } : to
  return insert(remove(tree, key), place, found.node)
}

/** Every place there is, from the top down: before each step, in each branch, behind the last. */
export const placesOf = (tree: Tree, parent: string | null = null, branch: Branch | null = null): Place[] => [
  ...tree.flatMap(({ step, yes, no }, index) => [
    { parent, branch, index },
    ...(step.type === 'condition' ? [...placesOf(yes, step.key, 'yes'), ...placesOf(no, step.key, 'no')] : [])
  ]),
  { parent, branch, index: tree.length }
]

const behindCondition = (tree: Tree, key: string): Place | null => {
  const found = find(tree, key)
  return found && { ...found.place, index: found.place.index + 1 }
}

/**
 * One place up or down, as somebody means it who goes through the list with the arrow keys: past its neighbour in its
 * line; from the edge of a branch out of it, before or behind the condition. null: it stands at the very edge.
 */
export const placeUp = (tree: Tree, key: string): Place | null => {
  const found = find(tree, key)
  if (!found) return null
  const { parent, index } = found.place
  if (index > 0) return { ...found.place, index: index - 1 }
  return parent === null ? null : (find(tree, parent)?.place ?? null)
}

export const placeDown = (tree: Tree, key: string): Place | null => {
  const found = find(tree, key)
  if (!found) return null
  const { parent, index } = found.place
  const line = lineAt(tree, found.place) ?? []
  if (index < line.length - 1) return { ...found.place, index: index + 2 }
  return parent === null ? null : behindCondition(tree, parent)
}

/** The branches that a step can go into: of the conditions that stand right beside it in its line. */
export const branchesBeside = (tree: Tree, key: string): Array<{ condition: string; branch: Branch }> => {
  const found = find(tree, key)
  if (!found) return []
  const line = lineAt(tree, found.place) ?? []
  return [line[found.place.index - 1], line[found.place.index + 1]].flatMap(node =>
    node && node.step.type === 'condition'
      ? BRANCHES.map(branch => ({ condition: node.step.key, branch }))
      : []
  )
}

export const endOf = (tree: Tree, condition: string, branch: Branch): Place => ({
  parent: condition,
  branch,
  index: lineAt(tree, { parent: condition, branch })?.length ?? 0
})

/** The same once more right behind it, under other keys; what asked about a step inside now asks about its copy. */
export const duplicate = (
  tree: Tree,
  key: string,
  keyFor: (step: StepBody, taken: ReadonlySet<string>) => string
): { tree: Tree; key: string | null } => {
  const found = find(tree, key)
  if (!found) return { tree, key: null }
  const taken = new Set(keysOf(tree))
  const names = new Map(
    listOf([found.node]).map(step => {
      const name = keyFor(step, taken)
      taken.add(name)
      return [step.key, name]
    })
  )
  const copy = renamed(found.node, names)
  return {
    tree: insert(tree, { ...found.place, index: found.place.index + 1 }, copy),
    key: copy.step.key
  }
}

const renamed = ({ step, yes, no }: Node, names: ReadonlyMap<string, string>): Node => ({
  step: askingAnew({ ...step, key: names.get(step.key) ?? step.key }, names),
  yes: yes.map(node => renamed(node, names)),
  no: no.map(node => renamed(node, names))
})

const askingAnew = (step: StepBody, names: ReadonlyMap<string, string>): StepBody => {
  if (step.type !== 'condition' || !('step_key' in step.config.check)) return step
  const { check } = step.config
  const now = check.step_key === null ? undefined : names.get(check.step_key)
  return now === undefined
    ? step
    : { ...step, config: { ...step.config, check: { ...check, step_key: now } } }
}

/** The messages that come before this step on some way: those a condition can ask about. */
export const messagesBefore = (tree: Tree, key: string): StepBody[] => {
  const flat = listOf(tree)
  const branches = branchesAbove(flat, key)
  return flat
    .slice(
      0,
      Math.max(
        0,
        flat.findIndex(step => step.key === key)
      )
    )
    .filter(({ type }) => type === 'email' || type === 'whatsapp')
    .filter(step => {
      const others = branchesAbove(flat, step.key)
      return [...branches].every(([condition, branch]) => (others.get(condition) ?? branch) === branch)
    })
}

const branchesAbove = (flat: readonly FlatStep[], key: string): Map<string, Branch> => {
  const found = new Map<string, Branch>()
  for (let step = flat.find(one => one.key === key); step?.parent_key && step.branch;) {
    const parent = step.parent_key
    found.set(parent, step.branch)
    step = flat.find(one => one.key === parent)
  }
  return found
}
