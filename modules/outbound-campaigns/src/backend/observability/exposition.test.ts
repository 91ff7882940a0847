import { readExposition } from './testing/exposition'

const GOOD = `# HELP a_total Help
# TYPE a_total counter
a_total{x="1\\"\\\\\\n",y=""} 2

# HELP h Help
# TYPE h histogram
h_bucket{le="0.1"} 1
h_bucket{le="+Inf"} 3
h_sum 4.5
h_count 3
`

test('what is right is read as it is', () => {
  const families = readExposition(GOOD)
  expect(families.get('a_total')?.series).toEqual([
    { name: 'a_total', labels: { x: '1"\\\n', y: '' }, value: 2 }
  ])
  expect(families.get('h')?.series).toHaveLength(4)
})

test.each([
  ['no end of the line', GOOD.trimEnd()],
  ['a label that is not escaped', GOOD.replace('\\"', '"')],
  ['an escape that there is not', GOOD.replace('\\n', '\\t')],
  ['a sample twice', GOOD.replace('a_total{', 'a_total{x="1\\"\\\\\\n",y=""} 2\na_total{')],
  ['a family twice', `${GOOD}${GOOD}`],
  ['no TYPE', GOOD.replace('# TYPE a_total counter\n', '')],
  ['TYPE before HELP', GOOD.replace('# HELP a_total Help\n', '')],
  ['a strange type', GOOD.replace('histogram', 'heap')],
  ['a word for a number', GOOD.replace('} 2', '} two')],
  ['buckets that shrink', GOOD.replace('le="0.1"} 1', 'le="0.1"} 4')],
  ['a count of its own', GOOD.replace('h_count 3', 'h_count 4')],
  ['no last bucket', GOOD.replace('h_bucket{le="+Inf"} 3\n', '')],
  ['no sum', GOOD.replace('h_sum 4.5\n', '')],
  ['a counter without _total', GOOD.replace(/a_total/g, 'a')]
])('%s is noticed', (_what, text) => {
  expect(() => readExposition(text)).toThrow()
})
