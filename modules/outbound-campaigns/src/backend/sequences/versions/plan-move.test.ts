import fc from 'fast-check'
import type { Branch, Version } from '../steps/schema'
import { versionOf, type Sketch } from '../steps/testing/versions'
import { firstStep, nextUndone, stepAfter, stepAt } from '../steps/way'
import { behindOn, planMove, type Position } from './plan-move'

const at = (stepKey: string, underWay = false): Position => ({ stepKey, underWay })
const had = (...keys: string[]) => new Set(keys)

describe('Who goes over to a new version', () => {
  const old = versionOf(['a', 'b', 'c', 'd'])

  it('stays at a step that is still there', () => {
    const plan = planMove(old, versionOf(['a', 'b', 'new', 'c', 'd'], 2), at('b'), had('a'))
    expect(plan).toEqual({ move: { kind: 'stays', key: 'b' }, missed: [], dropped: [] })
  })

  it('never gets what was put before the step where they are, and the plan says so', () => {
    const plan = planMove(old, versionOf(['a', 'new', 'b', 'c', 'd'], 2), at('b'), had('a'))
    expect(plan).toEqual({ move: { kind: 'stays', key: 'b' }, missed: ['new'], dropped: [] })
  })

  it('goes to the next step of the old way that is left, where theirs is gone', () => {
    const plan = planMove(old, versionOf(['a', 'x', 'd'], 2), at('b'), had('a'))
    expect(plan).toEqual({ move: { kind: 'goes_to', key: 'd' }, missed: ['x'], dropped: ['b', 'c'] })
  })

  it('completes where nothing is left', () => {
    const plan = planMove(old, versionOf(['a', 'b'], 2), at('c'), had('a', 'b'))
    expect(plan).toEqual({ move: { kind: 'completes' }, missed: [], dropped: ['c', 'd'] })
  })

  it('first gets what they were still owed and now stands before them', () => {
    const plan = planMove(old, versionOf(['a', 'b', 'd', 'c'], 2), at('c'), had('a', 'b'))
    expect(plan).toEqual({ move: { kind: 'goes_to', key: 'd' }, missed: [], dropped: [] })
  })

  it('waits where they are for what is in other hands, even where the step is gone', () => {
    expect(planMove(old, versionOf(['b', 'a', 'c'], 2), at('b', true), had('a')).move).toEqual({
      kind: 'stays',
      key: 'b'
    })
    expect(planMove(old, versionOf(['a', 'c'], 2), at('b', true), had('a')).move).toEqual({ kind: 'waits' })
  })

  it('is asked the condition first that the next step was put behind', () => {
    const plan = planMove(old, versionOf(['a', { q: { yes: ['c'], no: [] } }, 'd'], 2), at('b'), had('a'))
    expect(plan.move).toEqual({ kind: 'goes_to', key: 'q' })
  })

  it('stays in their branch, and never lands in one that they did not take', () => {
    const branched = versionOf(['a', { q: { yes: ['y1', 'y2'], no: ['n1'] } }, 'z'])
    const without = versionOf(['a', { q: { yes: ['y2'], no: ['n1'] } }, 'z'], 2)
    expect(planMove(branched, without, at('y1'), had('a', 'q')).move).toEqual({ kind: 'goes_to', key: 'y2' })
    const other = versionOf(['a', { q: { yes: [], no: ['n1', 'y2'] } }, 'z'], 3)
    expect(planMove(branched, other, at('y1'), had('a', 'q')).move).toEqual({ kind: 'goes_to', key: 'z' })
  })

  it('who waited at a condition that is gone goes on with what followed', () => {
    const branched = versionOf(['a', { q: { yes: ['y'], no: ['n'] } }, 'z'])
    expect(planMove(branched, versionOf(['a', 'z'], 2), at('q'), had('a'))).toEqual({
      move: { kind: 'goes_to', key: 'z' },
      missed: [],
      dropped: ['q', 'y', 'n']
    })
  })

  it('had what lies behind them on their way', () => {
    const branched = versionOf(['a', { q: { yes: ['y1', 'y2'], no: ['n'] } }, 'z'])
    expect([...behindOn(branched, 'y2')].sort()).toEqual(['a', 'q', 'y1'])
    // Which of the two branches it was, nobody can tell from here.
    expect([...behindOn(branched, 'z')].sort()).toEqual(['a', 'q'])
  })
})

/** Steps in any order and any nesting, each key once. */
const sketchOf = (keys: readonly string[]): fc.Arbitrary<Sketch> =>
  fc
    .tuple(
      fc.shuffledSubarray([...keys]),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: keys.length, maxLength: keys.length }),
      fc.boolean()
    )
    .map(([order, kinds, ends]) => build(order, kinds, ends))

const build = (order: readonly string[], kinds: readonly number[], ends: boolean): Sketch => {
  const [key, ...rest] = order
  const [kind = 0, ...others] = kinds
  if (key === undefined) return []
  // One in five is a condition that takes the next two into its branches.
  if (kind > 0) return [key, ...build(rest, others, ends)]
  const [yes, no, behind] = [rest.slice(0, 1), rest.slice(1, 2), rest.slice(2)]
  const afterNo = ends ? { afterNo: 'end' as const } : {}
  return [{ [key]: { yes, no, ...afterNo } }, ...build(behind, others.slice(2), ends)]
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** Walks some steps into a version as the engine does, then over to a new one, and on to its end. */
const walkOver = (
  from: Version,
  to: Version,
  steps: number,
  answers: readonly Branch[],
  underWay: boolean
) => {
  const done = new Map<string, Branch | null>()
  const sent: string[] = []
  const answer = (key: string) => answers[KEYS.indexOf(key) % answers.length] ?? 'yes'
  const take = (version: Version, key: string) => {
    const isCondition = stepAt(version, key)?.type === 'condition'
    sent.push(key)
    done.set(key, isCondition ? answer(key) : null)
    return nextUndone(version, key, done, isCondition ? answer(key) : undefined)
  }
  let step = firstStep(from)
  for (let n = 0; n < steps && step; n += 1) step = take(from, step.key)
  if (!step) return null
  const here = step.key
  const isBusy = underWay && step.type !== 'condition'
  const plan = planMove(from, to, at(here, isBusy), new Set(done.keys()))
  const behind = [...sent]
  if (plan.move.kind === 'waits') return { plan, here, behind, sent, isBusy }
  let next = plan.move.kind === 'completes' ? null : (stepAt(to, plan.move.key) ?? null)
  while (next) next = take(to, next.key)
  return { plan, here, behind, sent, isBusy }
}

describe('Whatever was changed, wherever somebody stands', () => {
  const given = fc.record({
    from: sketchOf(KEYS.slice(0, 6)).map(sketch => versionOf(sketch, 1)),
    to: sketchOf(KEYS).map(sketch => versionOf(sketch, 2)),
    steps: fc.integer({ min: 0, max: 5 }),
    answers: fc.array(fc.constantFrom<Branch>('yes', 'no'), { minLength: 1, maxLength: 7 }),
    underWay: fc.boolean()
  })

  it('nobody gets a step twice', () => {
    fc.assert(
      fc.property(given, ({ from, to, steps, answers, underWay }) => {
        const walked = walkOver(from, to, steps, answers, underWay)
        const sent = walked?.sent ?? []
        expect([...new Set(sent)]).toEqual(sent)
      }),
      { numRuns: 3_000 }
    )
  })

  it('nobody lands on a step that they had, or that is not there', () => {
    fc.assert(
      fc.property(given, ({ from, to, steps, answers, underWay }) => {
        const walked = walkOver(from, to, steps, answers, underWay)
        if (!walked || walked.plan.move.kind === 'completes' || walked.plan.move.kind === 'waits') return
        expect(walked.behind).not.toContain(walked.plan.move.key)
        expect(stepAt(to, walked.plan.move.key)).toBeDefined()
      }),
      { numRuns: 3_000 }
    )
  })

  it('in sequences without conditions everybody gets all that is left of what they were owed, or the plan names it', () => {
    const lines = fc.record({
      from: fc.shuffledSubarray(KEYS, { minLength: 1 }),
      to: fc.shuffledSubarray(KEYS),
      steps: fc.integer({ min: 0, max: 6 }),
      underWay: fc.boolean()
    })
    fc.assert(
      fc.property(lines, ({ from, to, steps, underWay }) => {
        const [before, after] = [versionOf(from, 1), versionOf(to, 2)]
        const walked = walkOver(before, after, steps, ['yes'], underWay)
        if (!walked) return
        const owed = from.slice(from.indexOf(walked.here)).filter(key => to.includes(key))
        const never = owed.filter(key => !walked.sent.includes(key))
        if (walked.plan.move.kind === 'waits') return
        if (!walked.isBusy) expect(never).toEqual([])
        expect(walked.plan.missed).toEqual(expect.arrayContaining(never))
        // What the plan says is missed is missed, and nothing else of the new version.
        const missed = to.filter(key => !walked.sent.includes(key))
        expect([...walked.plan.missed].sort()).toEqual(missed.sort())
        expect(walked.plan.dropped).toEqual(
          from
            .slice(from.indexOf(walked.here))
            .filter(key => !to.includes(key) && !(walked.isBusy && key === walked.here))
        )
      }),
      { numRuns: 3_000 }
    )
  })

  it('nothing changes for anybody where nothing was changed', () => {
    fc.assert(
      fc.property(given, ({ from, steps, answers, underWay }) => {
        const walked = walkOver(from, { ...from, id: 2, n: 2 }, steps, answers, underWay)
        if (!walked) return
        expect(walked.plan).toMatchObject({ move: { kind: 'stays', key: walked.here }, dropped: [] })
      }),
      { numRuns: 1_000 }
    )
  })

  it('only what is really behind them counts as behind them', () => {
    fc.assert(
      fc.property(given, ({ from, steps, answers }) => {
        const walked = walkOver(from, from, steps, answers, false)
        if (!walked) return
        for (const key of behindOn(from, walked.here)) expect(walked.behind).toContain(key)
        expect(stepAfter(from, walked.here)?.key).not.toBe(walked.here)
      }),
      { numRuns: 1_000 }
    )
  })
})
