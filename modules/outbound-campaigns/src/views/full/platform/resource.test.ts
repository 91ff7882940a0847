import type { Answer, Failure } from '../../api/answer'
import { keepUpToDate, type Resource } from './resource'

const value = (of: number): Answer<number> => ({ kind: 'value', value: of })
const failure = (kind: 'unreachable' | 'signed_out'): Answer<number> => ({
  kind: 'failure',
  failure: { kind }
})
const ready = (of: number, problem: Failure | null = null): Resource<number> => ({
  kind: 'ready',
  value: of,
  failure: problem
})

/** A server whose answers are given by hand, so that every order of things can be tried. */
const setUp = () => {
  const waiting: Array<(answer: Answer<number>) => void> = []
  const seen: Array<Resource<number>> = []
  const load = jest.fn(() => new Promise<Answer<number>>(resolve => waiting.push(resolve)))
  const page = { lookedAt: true }
  const kept = keepUpToDate<number>({
    load,
    everyMs: 5000,
    isLookedAt: () => page.lookedAt,
    onChange: resource => seen.push(resource)
  })
  const answer = async (given: Answer<number>): Promise<void> => {
    const resolve = waiting.shift()
    if (!resolve) throw new Error('Nothing was asked.')
    resolve(given)
    await jest.advanceTimersByTimeAsync(0)
  }
  return { kept, load, page, seen, answer, last: () => seen[seen.length - 1] }
}

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('loads at once, and again a while after each answer', async () => {
  const { load, answer, last } = setUp()
  expect(load).toHaveBeenCalledTimes(1)
  await answer(value(1))
  expect(last()).toEqual(ready(1))
  await jest.advanceTimersByTimeAsync(4999)
  expect(load).toHaveBeenCalledTimes(1)
  await jest.advanceTimersByTimeAsync(1)
  expect(load).toHaveBeenCalledTimes(2)
})

test('never asks a slow server twice at once', async () => {
  const { load } = setUp()
  await jest.advanceTimersByTimeAsync(60000)
  expect(load).toHaveBeenCalledTimes(1)
})

test('a refresh during a load is done after it, once', async () => {
  const { kept, load, answer, seen } = setUp()
  kept.refresh()
  kept.refresh()
  await answer(value(1))
  expect(load).toHaveBeenCalledTimes(2)
  await answer(value(2))
  expect(load).toHaveBeenCalledTimes(2)
  expect(seen).toEqual([ready(1), ready(2)])
})

test('a first load that fails is a failure; it heals by itself', async () => {
  const { answer, last } = setUp()
  await answer(failure('unreachable'))
  expect(last()).toEqual({ kind: 'failed', failure: { kind: 'unreachable' } })
  await jest.advanceTimersByTimeAsync(5000)
  await answer(value(1))
  expect(last()).toEqual(ready(1))
})

test('a later failure keeps the value and says so, until a load succeeds', async () => {
  const { answer, last } = setUp()
  await answer(value(1))
  await jest.advanceTimersByTimeAsync(5000)
  await answer(failure('unreachable'))
  expect(last()).toEqual(ready(1, { kind: 'unreachable' }))
  await jest.advanceTimersByTimeAsync(5000)
  await answer(value(2))
  expect(last()).toEqual(ready(2))
})

test('while nobody looks nothing is asked; the first look asks', async () => {
  const { kept, load, page, answer } = setUp()
  await answer(value(1))
  page.lookedAt = false
  kept.hint()
  await jest.advanceTimersByTimeAsync(60000)
  expect(load).toHaveBeenCalledTimes(1)
  page.lookedAt = true
  kept.hint()
  expect(load).toHaveBeenCalledTimes(2)
})

test('a session that has ended is asked again by a person only', async () => {
  const { kept, load, answer, last } = setUp()
  await answer(value(1))
  await jest.advanceTimersByTimeAsync(5000)
  await answer(failure('signed_out'))
  expect(last()).toEqual(ready(1, { kind: 'signed_out' }))
  kept.hint()
  await jest.advanceTimersByTimeAsync(60000)
  expect(load).toHaveBeenCalledTimes(2)
  kept.refresh()
  await answer(value(2))
  await jest.advanceTimersByTimeAsync(5000)
  expect(last()).toEqual(ready(2))
  expect(load).toHaveBeenCalledTimes(4)
})

test('once closed it neither asks nor tells', async () => {
  const { kept, load, answer, seen } = setUp()
  kept.close()
  await answer(value(1))
  kept.refresh()
  kept.hint()
  await jest.advanceTimersByTimeAsync(60000)
  expect(seen).toEqual([])
  expect(load).toHaveBeenCalledTimes(1)
  expect(jest.getTimerCount()).toBe(0)
})

test('what failed is tried again soon, however seldom it is asked for otherwise', async () => {
  jest.useFakeTimers()
  const load = jest.fn(() =>
    Promise.resolve<Answer<number>>({ kind: 'failure', failure: { kind: 'unreachable' } })
  )
  const kept = keepUpToDate({ load, everyMs: 300_000, isLookedAt: () => true, onChange: () => undefined })
  await jest.advanceTimersByTimeAsync(6000)
  expect(load).toHaveBeenCalledTimes(2)
  kept.close()
  jest.useRealTimers()
})
