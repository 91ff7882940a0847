import fc from 'fast-check'
import { newKey, newStep } from './step'
import { anyTree, condition, mail, treeWithKey } from './testing'
import {
  branchesBeside,
  canMove,
  duplicate,
  endOf,
  find,
  insert,
  keysOf,
  leaf,
  listOf,
  messagesBefore,
  move,
  placeDown,
  placesOf,
  placeUp,
  remove,
  treeOf,
  type Tree
} from './tree'

/** `a c(b|d) e` */
const sketch = (tree: Tree): string =>
  tree
    .map(({ step, yes, no }) =>
      step.type === 'condition' ? `${step.key}(${sketch(yes)}|${sketch(no)})` : step.key
    )
    .join(' ')

const TREE: Tree = [mail('a'), condition('c', [mail('b')], [mail('d')]), mail('e')]

const sorted = (keys: string[]): string[] => [...keys].sort()

test('the API’s list and the tree say the same', () => {
  expect(listOf(TREE).map(({ key, parent_key, branch }) => [key, parent_key, branch])).toEqual([
    ['a', null, null],
    ['c', null, null],
    ['b', 'c', 'yes'],
    ['d', 'c', 'no'],
    ['e', null, null]
  ])
  fc.assert(fc.property(anyTree(), tree => expect(treeOf(listOf(tree))).toEqual(tree)))
})

test('a list that names places that are not there loses nothing', () => {
  const steps = listOf(TREE).map(step => (step.key === 'b' ? { ...step, parent_key: 'gone' } : step))
  expect(sketch(treeOf(steps))).toBe('a c(|d) e b')
})

test('two that stand in each other’s branches stand at the end, and nothing hangs', () => {
  const [one, other] = [newStep('condition', 'x'), newStep('condition', 'y')]
  const steps = [
    { ...one, parent_key: 'y', branch: 'yes' as const },
    { ...other, parent_key: 'x', branch: 'no' as const }
  ]
  expect(sketch(treeOf(steps))).toBe('x(|) y(|)')
})

test('places are told from the top down, each branch within its condition', () => {
  expect(placesOf(TREE).map(({ parent, branch, index }) => `${parent ?? ''}${branch ?? ''}${index}`)).toEqual(
    ['0', '1', 'cyes0', 'cyes1', 'cno0', 'cno1', '2', '3']
  )
})

test('a step goes anywhere but into itself', () => {
  expect(sketch(move(TREE, 'a', endOf(TREE, 'c', 'no')))).toBe('c(b|d a) e')
  expect(sketch(move(TREE, 'e', { parent: null, branch: null, index: 0 }))).toBe('e a c(b|d)')
  expect(sketch(move(TREE, 'a', { parent: null, branch: null, index: 3 }))).toBe('c(b|d) e a')
  expect(canMove(TREE, 'c', { parent: 'c', branch: 'yes', index: 0 })).toBe(false)
  expect(move(TREE, 'c', { parent: 'c', branch: 'yes', index: 0 })).toBe(TREE)
  expect(move(TREE, 'a', { parent: 'a', branch: 'yes', index: 0 })).toBe(TREE)
  expect(move(TREE, 'a', { parent: null, branch: null, index: 9 })).toBe(TREE)
})

test('up and down: past the neighbour, and out of a branch at its edge', () => {
  const up = (key: string) => placeUp(TREE, key)
  const down = (key: string) => placeDown(TREE, key)
  const moved = (key: string, place: ReturnType<typeof up>) => place && sketch(move(TREE, key, place))
  expect(moved('e', up('e'))).toBe('a e c(b|d)')
  expect(moved('a', down('a'))).toBe('c(b|d) a e')
  expect(moved('b', up('b'))).toBe('a b c(|d) e')
  expect(moved('b', down('b'))).toBe('a c(|d) b e')
  expect([up('a'), down('e'), up('nobody'), down('nobody')]).toEqual([null, null, null, null])
})

test('the branches that are right beside a step', () => {
  expect(branchesBeside(TREE, 'a')).toEqual([
    { condition: 'c', branch: 'yes' },
    { condition: 'c', branch: 'no' }
  ])
  expect(branchesBeside(TREE, 'e')).toHaveLength(2)
  expect(branchesBeside(TREE, 'b')).toEqual([])
})

test('a copy has keys of its own, and asks about the copy of what it asked about', () => {
  const inner = newStep('condition', 'inner')
  if (inner.type !== 'condition') throw new Error('not a condition')
  const asking = leaf({
    ...inner,
    config: { ...inner.config, check: { kind: 'opened', step_key: 'b' } }
  })
  const tree = [condition('c', [mail('b'), asking])]
  const { tree: doubled, key } = duplicate(tree, 'c', step => `${step.key}2`)
  expect(key).toBe('c2')
  expect(sketch(doubled)).toBe('c(b inner(|)|) c2(b2 inner2(|)|)')
  const copy = find(doubled, 'inner2')?.node.step
  expect(copy).toMatchObject({ config: { check: { kind: 'opened', step_key: 'b2' } } })
  expect(find(doubled, 'inner')?.node.step).toMatchObject({ config: { check: { step_key: 'b' } } })
})

test('a condition asks about messages on its own way only', () => {
  const tree = [
    mail('a'),
    condition('c', [mail('b'), condition('x')], [mail('d'), condition('y')]),
    mail('e')
  ]
  const before = (key: string) => messagesBefore(tree, key).map(step => step.key)
  expect(before('x')).toEqual(['a', 'b'])
  expect(before('y')).toEqual(['a', 'd'])
  expect(before('c')).toEqual(['a'])
  expect(messagesBefore([...tree, condition('z')], 'z').map(({ key }) => key)).toEqual(['a', 'b', 'd', 'e'])
})

test('keys are new ones, whatever chance says', () => {
  const chances = [0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5]
  let n = 0
  const key = newKey('email', new Set(['email-aaaaa']), () => chances[n++ % chances.length] ?? 0)
  expect(key).not.toBe('email-aaaaa')
  expect(key).toMatch(/^email-[a-z0-9]{5}$/)
})

describe('whatever the tree', () => {
  test('moving keeps every step once, and puts it at the place that was meant', () => {
    fc.assert(
      fc.property(
        treeWithKey().chain(({ tree, key }) =>
          fc.constantFrom(...placesOf(tree)).map(place => ({ tree, key, place }))
        ),
        ({ tree, key, place }) => {
          const moved = move(tree, key, place)
          expect(sorted(keysOf(moved))).toEqual(sorted(keysOf(tree)))
          if (!canMove(tree, key, place)) {
            expect(moved).toBe(tree)
            return
          }
          const there = find(moved, key)
          expect(there?.place.parent).toBe(place.parent)
          expect(there?.place.branch).toBe(place.branch)
          // What stood behind the place stands right behind the step now.
          const before = listOf(tree).filter(
            step => step.parent_key === place.parent && step.branch === place.branch
          )
          const after = listOf(moved).filter(
            step => step.parent_key === place.parent && step.branch === place.branch
          )
          const at = after.findIndex(step => step.key === key)
          expect(after[at + 1]?.key).toBe(before[place.index]?.key)
        }
      )
    )
  })

  test('a branch goes with its condition, and what is put in can be taken out', () => {
    fc.assert(
      fc.property(treeWithKey(), ({ tree, key }) => {
        const found = find(tree, key)
        if (!found) throw new Error('not found')
        const gone = remove(tree, key)
        expect(keysOf(gone)).toHaveLength(keysOf(tree).length - keysOf([found.node]).length)
        expect(insert(gone, found.place, found.node)).toEqual(tree)
      })
    )
  })

  test('what goes up can come down again, and the other way round', () => {
    fc.assert(
      fc.property(treeWithKey(), ({ tree, key }) => {
        for (const [there, back] of [
          [placeUp, placeDown],
          [placeDown, placeUp]
        ] as const) {
          const place = there(tree, key)
          if (place === null) continue
          const moved = move(tree, key, place)
          expect(moved).not.toBe(tree)
          const before = find(tree, key)?.place
          // Out of a branch is not into it again: only within a line it is.
          if (before?.parent !== place.parent) continue
          const home = back(moved, key)
          expect(home && move(moved, key, home)).toEqual(tree)
        }
      })
    )
  })

  test('a copy doubles what is copied and touches nothing else', () => {
    fc.assert(
      fc.property(treeWithKey(), ({ tree, key }) => {
        const { tree: doubled, key: copy } = duplicate(tree, key, (step, taken) => newKey(step.type, taken))
        if (copy === null) throw new Error('not copied')
        expect(new Set(keysOf(doubled)).size).toBe(keysOf(doubled).length)
        expect(remove(doubled, copy)).toEqual(tree)
      })
    )
  })
})
