import fc from 'fast-check'
import { DEFAULT_SCORING, type Scoring } from '../../platform/settings/scoring'
import { pointsOf, type Counts } from './points'

const counts = (opens: number, clicks: number, replies: number): Counts => ({ opens, clicks, replies })
const incremental: Scoring = { ...DEFAULT_SCORING, model: 'incremental' }

describe('tiered', () => {
  it.each([
    // replies
    [counts(0, 0, 0), 0],
    [counts(0, 0, 1), 15],
    [counts(0, 0, 2), 25],
    [counts(0, 0, 7), 25],
    // clicks
    [counts(0, 1, 0), 8],
    [counts(0, 2, 0), 12],
    [counts(0, 9, 0), 12],
    // opens
    [counts(1, 0, 0), 0],
    [counts(2, 0, 0), 5],
    [counts(3, 0, 0), 10],
    [counts(4, 0, 0), 15],
    [counts(50, 0, 0), 15],
    // all of it
    [counts(4, 2, 2), 52],
    [counts(1, 1, 2), 33]
  ])('%j is worth %i', (did, points) => {
    expect(pointsOf(DEFAULT_SCORING, did).total).toBe(points)
  })

  it('says how it adds up: +25 two replies, +8 one click, nothing for one open', () => {
    expect(pointsOf(DEFAULT_SCORING, counts(1, 1, 2))).toEqual({
      total: 33,
      over: 0,
      parts: [
        { kind: 'reply', count: 2, points: 25 },
        { kind: 'click', count: 1, points: 8 },
        { kind: 'open', count: 1, points: 0 }
      ]
    })
  })
})

describe('incremental', () => {
  it.each([
    [counts(1, 0, 0), 5],
    [counts(3, 2, 0), 35],
    [counts(0, 0, 1), 15],
    [counts(0, 10, 0), 100],
    [counts(100, 100, 100), 100]
  ])('%j is worth %i', (did, points) => {
    expect(pointsOf(incremental, did).total).toBe(points)
  })

  it('says what is beyond the cap', () => {
    expect(pointsOf({ ...incremental, cap: 20 }, counts(1, 2, 0))).toEqual({
      total: 20,
      over: 5,
      parts: [
        { kind: 'click', count: 2, points: 20 },
        { kind: 'open', count: 1, points: 5 }
      ]
    })
  })
})

const points = fc.integer({ min: 0, max: 100 })
const tiers = fc.array(points, { minLength: 1, maxLength: 6 }).map(some => some.sort((a, b) => a - b))
const models: fc.Arbitrary<Scoring> = fc.record({
  model: fc.constantFrom('tiered', 'incremental'),
  cap: fc.integer({ min: 1, max: 100 }),
  incremental: fc.record({ open: points, click: points, reply: points }),
  tiered: fc.record({ opens: tiers, clicks: tiers, replies: tiers })
})
const some = fc.record({ opens: fc.nat(40), clicks: fc.nat(40), replies: fc.nat(40) })

describe('whatever the points are', () => {
  it('what is shown adds up to what counts, and stays within the cap', () => {
    fc.assert(
      fc.property(models, some, (model, did) => {
        const { total, parts, over } = pointsOf(model, did)
        expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(total + over)
        expect(total).toBeGreaterThanOrEqual(0)
        expect(total).toBeLessThanOrEqual(model.cap)
        if (over > 0) expect(total).toBe(model.cap)
      })
    )
  })

  it('who does more never has less', () => {
    fc.assert(
      fc.property(models, some, some, (model, did, more) => {
        const both = {
          opens: did.opens + more.opens,
          clicks: did.clicks + more.clicks,
          replies: did.replies + more.replies
        }
        expect(pointsOf(model, both).total).toBeGreaterThanOrEqual(pointsOf(model, did).total)
      })
    )
  })

  it('each kind is counted by itself, and a kind that is not there is not shown', () => {
    fc.assert(
      fc.property(models, some, (model, did) => {
        const { parts } = pointsOf(model, did)
        expect(parts.map(({ kind }) => kind)).toEqual(
          [did.replies && 'reply', did.clicks && 'click', did.opens && 'open'].filter(Boolean)
        )
        for (const part of parts)
          expect(
            pointsOf(
              { ...model, cap: 100 },
              {
                opens: part.kind === 'open' ? did.opens : 0,
                clicks: part.kind === 'click' ? did.clicks : 0,
                replies: part.kind === 'reply' ? did.replies : 0
              }
            ).parts
          ).toEqual([part])
      })
    )
  })
})
