import { createDistributed } from './distributed'

it('a lock is one holder’s until it is given back, cleared, or over', async () => {
  let now = 0
  const { acquireLock, clearLock } = createDistributed(() => now)
  const first = await acquireLock('x', 1_000)
  expect(first).toBeDefined()
  expect(await acquireLock('x', 1_000)).toBeUndefined()
  expect(await acquireLock('y', 1_000)).toBeDefined()

  await first?.extend(5_000)
  now = 4_000
  expect(await acquireLock('x', 1_000)).toBeUndefined()
  now = 6_000
  const second = await acquireLock('x', 1_000)
  expect(second).toBeDefined()
  await first?.unlock()
  expect(await acquireLock('x', 1_000)).toBeUndefined()

  await second?.unlock()
  expect(await acquireLock('x', 1_000)).toBeDefined()
  expect(await clearLock('x')).toBe(true)
  expect(await clearLock('x')).toBe(false)
})

it('a broadcast is the function itself', async () => {
  const fn = (a: number) => a + 1
  expect(await createDistributed().broadcast(fn)).toBe(fn)
})
