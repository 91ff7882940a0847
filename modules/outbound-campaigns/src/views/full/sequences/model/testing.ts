/** Trees for tests: made of short words, `c(yes…)(no…)` a condition, and any tree at all for properties. */
import fc from 'fast-check'
import { newStep, STEP_TYPES } from './step'
import { keysOf, leaf, type Node, type Tree } from './tree'

export const mail = (key: string): Node => leaf(newStep('email', key))

export const condition = (key: string, yes: Tree = [], no: Tree = []): Node => ({
  step: newStep('condition', key),
  yes,
  no
})

/** Any tree: conditions up to three deep, each key once. */
export const anyTree = (): fc.Arbitrary<Tree> => {
  const { line } = fc.letrec<{ line: Tree; node: Node }>(tie => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc
        .constantFrom(...STEP_TYPES.filter(type => type !== 'condition'))
        .map(type => leaf(newStep(type, ''))),
      fc.tuple(tie('line'), tie('line')).map(([yes, no]) => condition('', yes, no))
    ),
    line: fc.array(tie('node'), { maxLength: 4 })
  }))
  return line.map(withKeys)
}

const withKeys = (tree: Tree): Tree => {
  let n = 0
  const named = (nodes: Tree): Tree =>
    nodes.map(({ step, yes, no }) => {
      n += 1
      return { step: { ...step, key: `${step.type}-${n}` }, yes: named(yes), no: named(no) }
    })
  return named(tree)
}

/** A tree that has a step, and one of its keys. */
export const treeWithKey = (): fc.Arbitrary<{ tree: Tree; key: string }> =>
  anyTree()
    .filter(tree => tree.length > 0)
    .chain(tree => fc.constantFrom(...keysOf(tree)).map(key => ({ tree, key })))
