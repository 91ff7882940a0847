import { shownVariables, withVariable } from './variables'

const plain = (...columns: string[]) => columns.map(column => ({ column, fallback: '' }))

test.each([
  ['the columns fill them in their order', null, ['a', 'b', 'c'], 2, plain('a', 'b')],
  ['too few columns leave gaps', null, ['a'], 2, plain('a', '')],
  ['what was chosen holds', plain('b', 'a'), ['a', 'b'], 2, plain('b', 'a')],
  ['another template has another number of them', plain('b', 'a', 'c'), ['a'], 1, plain('b')],
  ['where the number is unknown, all columns', null, ['a', 'b'], null, plain('a', 'b')],
  ['a template without variables', null, ['a'], 0, []]
])('%s', (_name, chosen, columns, count, shown) =>
  expect(shownVariables(chosen, columns, count)).toEqual(shown)
)

test('one is changed, the others stay', () => {
  expect(withVariable(plain('a', 'b'), 1, { fallback: 'x' })).toEqual([
    { column: 'a', fallback: '' },
    { column: 'b', fallback: 'x' }
  ])
})
