import type { Branch, PlacedStep, Version } from './schema'
import { mail, versionOf } from './testing/versions'
import { enclosing, firstStep, inWayOrder, nextUndone, stepAfter, stepAt } from './way'

const keyOf = (step: PlacedStep | null) => step?.key ?? null

/** Everything a lead comes to, who answers every condition alike. */
const wayOf = (version: Version, answer: (key: string) => Branch): string[] => {
  const keys: string[] = []
  for (
    let step = firstStep(version);
    step;
    step = stepAfter(version, step.key, step.type === 'condition' ? answer(step.key) : undefined)
  )
    keys.push(step.key)
  return keys
}

const TREE = versionOf([
  'a',
  { c: { yes: ['y1', { d: { yes: ['dy'], no: [], afterYes: 'end' } }, 'y2'], no: ['n1'] } },
  'z'
])

describe('The way through a version', () => {
  it('goes along the main line', () => {
    const version = versionOf(['a', 'b', 'c'])
    expect(wayOf(version, () => 'yes')).toEqual(['a', 'b', 'c'])
    expect(version.steps.map(({ position }) => position)).toEqual([1, 2, 3])
  })

  it('goes into the branch that was taken and on behind the condition', () => {
    expect(wayOf(TREE, () => 'no')).toEqual(['a', 'c', 'n1', 'z'])
    expect(wayOf(TREE, key => (key === 'c' ? 'yes' : 'no'))).toEqual(['a', 'c', 'y1', 'd', 'y2', 'z'])
  })

  it('ends where a branch ends it, also an empty one', () => {
    expect(wayOf(TREE, () => 'yes')).toEqual(['a', 'c', 'y1', 'd', 'dy'])
    const empty = versionOf([{ c: { yes: [], no: ['n'], afterYes: 'end' } }, 'z'])
    expect(wayOf(empty, () => 'yes')).toEqual(['c'])
    expect(wayOf(empty, () => 'no')).toEqual(['c', 'n', 'z'])
  })

  it('passes a condition by with its branches where nobody says which', () => {
    expect(keyOf(stepAfter(TREE, 'c'))).toBe('z')
    expect(keyOf(stepAfter(TREE, 'd'))).toBe('y2')
  })

  it('has no end for a step that is not there, and no beginning without steps', () => {
    expect(stepAfter(TREE, 'nobody')).toBeNull()
    expect(stepAt(TREE, 'nobody')).toBeUndefined()
    expect(firstStep(versionOf([]))).toBeNull()
  })

  it('passes over what a lead was at already, into the branch that was taken', () => {
    const done = new Map<string, Branch | null>([
      ['c', 'yes'],
      ['y1', null]
    ])
    expect(keyOf(nextUndone(TREE, 'a', done))).toBe('d')
    expect(keyOf(nextUndone(TREE, 'a', new Map([['c', null]])))).toBe('z')
  })

  it('is ordered each step before its branches and those before what follows, however it is given', () => {
    const steps = [
      mail('n1', { parent_key: 'c', branch: 'no' }),
      mail('a'),
      ...TREE.steps.filter(({ key }) => key === 'c'),
      mail('z'),
      mail('y1', { parent_key: 'c', branch: 'yes' })
    ]
    expect(inWayOrder(steps).map(({ key, position }) => [key, position])).toEqual([
      ['a', 1],
      ['c', 2],
      ['y1', 1],
      ['n1', 1],
      ['z', 3]
    ])
  })

  it('knows in whose branches a step stands', () => {
    const dy = TREE.steps.find(({ key }) => key === 'dy')
    const found = dy ? enclosing(TREE, dy) : []
    expect(found.map(({ condition, branch }) => [condition.key, branch])).toEqual([
      ['c', 'yes'],
      ['d', 'yes']
    ])
  })
})
