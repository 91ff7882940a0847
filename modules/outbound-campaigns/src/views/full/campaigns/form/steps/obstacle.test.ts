import { gather, type Obstacle } from './obstacle'

const about = (path: string, code: string | null = null): Obstacle => ({ path, code, message: '' })

test('the same thing is said once, by whoever said it first', () => {
  const form = about('header')
  const server = [about('header', 'header_missing'), about('recipients', 'no_recipients')]
  expect(gather([form], server, server)).toEqual([form, server[1]])
})

test('two things about one variable are two', () => {
  const two = [about('variables.2', 'missing_variable'), about('variables.2', 'parameter_tab')]
  expect(gather(two)).toEqual(two)
})
