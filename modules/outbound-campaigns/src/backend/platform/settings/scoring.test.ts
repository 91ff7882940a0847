import { DEFAULT_SCORING, mergedScoring, scoringChangeSchema, scoringOf } from './scoring'

it('stays as it is, where nothing is said of it', () => {
  const before = mergedScoring({}, { incremental: { open: 1 }, tiered: { replies: [20, 40, 60] } })
  const after = scoringOf(mergedScoring(before, { model: 'incremental', incremental: { click: 2 } }))
  expect(after).toEqual({
    ...DEFAULT_SCORING,
    model: 'incremental',
    incremental: { open: 1, click: 2, reply: 15 },
    tiered: { ...DEFAULT_SCORING.tiered, replies: [20, 40, 60] }
  })
  expect(scoringOf(undefined)).toEqual(DEFAULT_SCORING)
})

it.each([
  ['who does more earns less', { tiered: { opens: [0, 10, 5] } }, 'tiered.opens.2'],
  ['no tier at all', { tiered: { clicks: [] } }, 'tiered.clicks'],
  ['less than nothing', { incremental: { open: -5 } }, 'incremental.open'],
  ['half a point', { incremental: { click: 0.5 } }, 'incremental.click'],
  ['more than there is', { cap: 101 }, 'cap'],
  ['no points ever', { cap: 0 }, 'cap'],
  ['another model', { model: 'guessing' }, 'model']
])('is refused with its place: %s', (_what, change, path) => {
  const read = scoringChangeSchema.safeParse(change)
  expect(read.success).toBe(false)
  expect(read.error?.issues.map(issue => issue.path.join('.'))).toEqual([path])
})
