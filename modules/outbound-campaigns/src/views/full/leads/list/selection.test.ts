import type { BulkResult } from '../../../api/leads'
import { inOrder } from './in-order'
import { allToggled, areAllChosen, countOf, isChosen, NOBODY, toggled } from './selection'

const shown = [3, 2, 1]

test('one after the other, and back', () => {
  const two = toggled(toggled(NOBODY, 3, shown), 1, shown)
  expect(shown.filter(id => isChosen(two, id))).toEqual([3, 1])
  expect(countOf(two, 50)).toBe(2)
  expect(countOf(toggled(toggled(two, 3, shown), 1, shown), 50)).toBe(0)
})

test('all that are shown, and none of them', () => {
  const all = allToggled(NOBODY, shown)
  expect(areAllChosen(all, shown)).toBe(true)
  expect(areAllChosen(all, [...shown, 4])).toBe(false)
  expect(allToggled(all, shown)).toEqual(NOBODY)
  expect(areAllChosen(NOBODY, [])).toBe(false)
})

test('everybody is as many as are found; whoever is taken out leaves those who can be seen', () => {
  const everybody = { kind: 'everybody' } as const
  expect([countOf(everybody, 50), isChosen(everybody, 99)]).toEqual([50, true])
  const rest = toggled(everybody, 2, shown)
  expect(rest).toEqual({ kind: 'these', ids: new Set([3, 1]) })
})

test('of a result, who stayed out stands first', () => {
  const one = (lead_id: number, result: BulkResult['result']): BulkResult => ({
    lead_id,
    lead_name: 'Ana',
    result
  })
  const results = [one(1, 'enrolled'), one(2, 'opted_out'), one(3, 'enrolled'), one(4, 'already_in')]
  expect(inOrder(results).map(({ lead_id }) => lead_id)).toEqual([2, 4, 1, 3])
})
