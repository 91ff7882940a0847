import fc from 'fast-check'
import { begun, changed, type History, type HistoryAction } from './history'

const change = (to: number, group: string | null = null): HistoryAction<number> => ({
  kind: 'change',
  to,
  group
})

const after = (actions: ReadonlyArray<HistoryAction<number>>): History<number> =>
  actions.reduce<History<number>>(changed, begun(0))

test('typing in one field is taken back at once, another field by itself', () => {
  const history = after([change(1, 'a'), change(2, 'a'), change(3, 'b'), change(4, 'b')])
  expect(changed(history, { kind: 'undo' }).present).toBe(2)
  expect(changed(changed(history, { kind: 'undo' }), { kind: 'undo' }).present).toBe(0)
})

test('after a pause it is another change', () => {
  const history = after([change(1, 'a'), { kind: 'settle' }, change(2, 'a')])
  expect(changed(history, { kind: 'undo' }).present).toBe(1)
})

test('what changes nothing is no change', () => {
  const history = after([change(1), { kind: 'undo' }])
  expect(changed(history, change(0))).toBe(history)
  expect(history.future).toEqual([1])
})

test('after what was saved nothing of before comes back', () => {
  const history = after([change(1), { kind: 'begin', with: 7 }])
  expect(changed(history, { kind: 'undo' }).present).toBe(7)
})

const anyAction = (): fc.Arbitrary<HistoryAction<number>> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('change' as const),
      to: fc.nat(9),
      group: fc.constantFrom(null, 'a', 'b')
    }),
    fc.constantFrom<HistoryAction<number>>({ kind: 'undo' }, { kind: 'redo' }, { kind: 'settle' })
  )

test('whatever was done, all of it can be taken back and done again', () => {
  fc.assert(
    fc.property(fc.array(anyAction(), { maxLength: 60 }), actions => {
      const history = after(actions)
      let back = history
      for (let n = history.past.length; n > 0; n--) back = changed(back, { kind: 'undo' })
      expect(back.past).toEqual([])
      expect(back.present).toBe(0)
      for (let n = history.past.length; n > 0; n--) back = changed(back, { kind: 'redo' })
      expect(back.present).toBe(history.present)
      expect(back.past).toEqual(history.past)
      expect(back.future).toEqual(history.future)
    })
  )
})

test('undo and redo are each other’s opposites at every point', () => {
  fc.assert(
    fc.property(fc.array(anyAction(), { maxLength: 60 }), actions => {
      const history = after(actions)
      if (history.past.length > 0) {
        const there = changed(changed(history, { kind: 'undo' }), { kind: 'redo' })
        expect({ ...there, group: null }).toEqual({ ...history, group: null })
      }
    })
  )
})

test('at most two hundred changes are kept', () => {
  expect(after(Array.from({ length: 300 }, (_, n) => change(n + 1))).past).toHaveLength(200)
})
