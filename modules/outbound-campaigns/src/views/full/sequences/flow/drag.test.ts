import fc from 'fast-check'
import { anyTree, condition, mail } from '../model/testing'
import { move, placesOf } from '../model/tree'
import { canDrop, draggedOf, idOfNew, idOfPlace, idOfStep, placeOfId } from './drag'

test('places are found again by their names, whatever the tree', () => {
  fc.assert(
    fc.property(anyTree(), tree => {
      const places = placesOf(tree)
      expect(places.map(place => placeOfId(idOfPlace(place)))).toEqual(places)
      expect(new Set(places.map(idOfPlace)).size).toBe(places.length)
    })
  )
})

test('what is dragged is found again by its name', () => {
  expect(draggedOf(idOfStep('email-1'))).toEqual({ kind: 'step', key: 'email-1' })
  expect(draggedOf(idOfNew('wait'))).toEqual({ kind: 'new', type: 'wait' })
  expect([draggedOf('new:nothing'), draggedOf('else'), placeOfId('step:a')]).toEqual([null, null, null])
})

test('nothing goes into itself, and where it stands it stays', () => {
  const tree = [mail('a'), condition('c', [mail('b')], [condition('d')])]
  const inside = { parent: 'd', branch: 'yes' as const, index: 0 }
  expect(canDrop(tree, { kind: 'step', key: 'c' }, inside)).toBe(false)
  expect(canDrop(tree, { kind: 'step', key: 'd' }, inside)).toBe(false)
  expect(canDrop(tree, { kind: 'step', key: 'a' }, inside)).toBe(true)
  expect(canDrop(tree, { kind: 'new', type: 'email' }, inside)).toBe(true)
  const here = { parent: null, branch: null, index: 0 }
  expect(canDrop(tree, { kind: 'step', key: 'a' }, here)).toBe(true)
  expect(move(tree, 'a', here)).toBe(tree)
  expect(canDrop(tree, { kind: 'new', type: 'email' }, { parent: 'gone', branch: 'yes', index: 0 })).toBe(
    false
  )
})
