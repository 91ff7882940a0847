import { inTurns, median, percentile } from './statistics'

it('takes the middle, and the end, of what was measured', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(
    percentile(
      Array.from({ length: 100 }, (_, n) => n + 1),
      0.99
    )
  ).toBe(99)
  expect(percentile([7], 0.99)).toBe(7)
  expect(() => median([])).toThrow('Nothing was measured')
})

it('measures in turns and answers the median of each', async () => {
  const order: string[] = []
  const giving = (name: string, values: number[]) => async () => {
    order.push(name)
    return values[order.filter(one => one === name).length - 1] ?? 0
  }
  expect(await inTurns(3, { a: giving('a', [1, 9, 2]), b: giving('b', [30, 10, 20]) })).toEqual({
    a: 2,
    b: 20
  })
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
})
