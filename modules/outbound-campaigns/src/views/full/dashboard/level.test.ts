import { levelOf } from './level'

test.each([
  [0, 'low'],
  [0.59, 'low'],
  [0.6, 'near'],
  [0.99, 'near'],
  [1, 'full'],
  [1.4, 'full']
] as const)('%d of a limit is %s', (share, level) => expect(levelOf(share)).toBe(level))
