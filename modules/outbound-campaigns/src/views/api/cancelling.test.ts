import { createCancelling } from './cancelling'

test('whoever waits is told once, whichever way they wait', async () => {
  const { token, cancel, isCancelled } = createCancelling()
  const heard: string[] = []
  token.subscribe(() => heard.push('subscribed'))
  const gone = (): void => void heard.push('gone')
  token.subscribe(gone)
  token.unsubscribe(gone)
  expect(isCancelled()).toBe(false)
  expect(() => token.throwIfRequested()).not.toThrow()

  cancel()
  cancel()
  expect(isCancelled()).toBe(true)
  expect(heard).toEqual(['subscribed'])
  expect(() => token.throwIfRequested()).toThrow('Called off.')
  await expect(token.promise).resolves.toBeInstanceOf(Error)
})

test('who comes too late is told at once', () => {
  const { token, cancel } = createCancelling()
  cancel()
  let told = 0
  token.subscribe(() => (told += 1))
  expect(told).toBe(1)
})
