import { PARTS, readOptions } from './options'

it('measures everything unless told otherwise', () => {
  expect(readOptions([])).toEqual({ kind: 'run', options: { quick: false, json: null, only: [...PARTS] } })
  expect(readOptions(['--quick', '--json', 'a.json', '--only=send', '--only', 'memory'])).toEqual({
    kind: 'run',
    options: { quick: true, json: 'a.json', only: ['send', 'memory'] }
  })
  expect(readOptions(['--help'])).toEqual({ kind: 'help' })
})

it.each([
  [['--fast'], 'There is no option --fast.'],
  [['--json'], '--json needs a value.'],
  [['--only', 'all'], 'There is no part all: import, leads, send, memory, latency.']
])('refuses %p', (words, why) => {
  expect(readOptions(words)).toEqual({ kind: 'wrong', why })
})
