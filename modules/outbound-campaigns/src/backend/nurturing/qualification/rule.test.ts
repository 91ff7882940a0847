import fc from 'fast-check'
import { qualifies } from './rule'

const lead = { score: 30, points: 20, status: 'active' as const, qualified_at: null }
const replied = { clicks: 0, replies: 1 }
const clicked = { clicks: 1, replies: 0 }

it.each([
  ['reaches it, and replied', lead, replied, true],
  ['reaches it, and clicked', lead, clicked, true],
  ['reaches it by opens alone', lead, { clicks: 0, replies: 0 }, false],
  ['is one short of it', { ...lead, score: 29 }, replied, false],
  ['has no score of its own', { ...lead, score: null, points: 50 }, clicked, true],
  ['has half a point too little', { ...lead, score: 29.5 }, replied, false],
  ['has opted out', { ...lead, status: 'opted_out' as const }, replied, false],
  ['did before', { ...lead, status: 'qualified' as const, qualified_at: 1 }, replied, false]
])('whoever %s', (_who, who, counts, expected) => {
  expect(qualifies(who, counts, 50)).toBe(expected)
})

it('more of anything never takes it away', () => {
  const score = fc.integer({ min: 0, max: 100 })
  const counts = fc.record({ clicks: fc.nat(3), replies: fc.nat(3) })
  fc.assert(
    fc.property(score, score, counts, counts, score, (own, points, did, more, least) => {
      const before = qualifies({ ...lead, score: own, points }, did, least)
      const after = qualifies(
        { ...lead, score: Math.min(100, own + 1), points: points + 1 },
        { clicks: did.clicks + more.clicks, replies: did.replies + more.replies },
        least
      )
      if (before) expect(after).toBe(true)
    })
  )
})
