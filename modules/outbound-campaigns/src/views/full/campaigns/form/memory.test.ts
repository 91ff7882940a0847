import { EMPTY } from './input'
import { readKept } from './memory'

test('what was typed comes back', () => {
  const typed = { ...EMPTY, name: 'October', variables: [{ column: 'a', fallback: '' }] }
  expect(readKept(JSON.stringify(typed))).toEqual(typed)
})

test.each([null, 'nonsense', '[]', '3', 'null'])('what is not ours is nothing: %j', text =>
  expect(readKept(text)).toBeNull()
)

test('fields that another version kept in another way are left out', () => {
  expect(readKept(JSON.stringify({ name: 7, odd: 'x', batch_size: '5', variables: 'a' }))).toEqual({
    batch_size: '5'
  })
})
