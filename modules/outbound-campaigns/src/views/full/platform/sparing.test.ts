import { sparing } from './sparing'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('a burst is one call at once and one at its end', () => {
  const run = jest.fn()
  const { call } = sparing(run, 1000)
  for (let times = 0; times < 50; times++) call()
  expect(run).toHaveBeenCalledTimes(1)
  jest.advanceTimersByTime(1000)
  expect(run).toHaveBeenCalledTimes(2)
  jest.advanceTimersByTime(5000)
  expect(run).toHaveBeenCalledTimes(2)
})

test('calls that lie apart are all made', () => {
  const run = jest.fn()
  const { call } = sparing(run, 1000)
  call()
  jest.advanceTimersByTime(1000)
  call()
  expect(run).toHaveBeenCalledTimes(2)
})

test('what is closed calls no more', () => {
  const run = jest.fn()
  const { call, close } = sparing(run, 1000)
  call()
  call()
  close()
  jest.advanceTimersByTime(5000)
  expect(run).toHaveBeenCalledTimes(1)
})
