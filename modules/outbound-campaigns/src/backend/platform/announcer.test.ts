import { Announcer } from './announcer'

const announcing = () => {
  const sent: unknown[] = []
  const host = {
    realtime: { sendPayload: (payload: unknown) => void sent.push(payload) },
    RealTimePayload: { forAdmins: (eventName: string, payload: unknown) => ({ eventName, payload }) }
  } as unknown as ConstructorParameters<typeof Announcer>[0]
  return { sent, announcer: new Announcer(host) }
}

beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

test('a change is told at once, and nothing in it but whose it is', () => {
  const { sent, announcer } = announcing()
  announcer.changed('demo', 7)
  expect(sent).toEqual([
    { eventName: 'outbound-campaigns.changed', payload: { bot_id: 'demo', campaign_id: 7 } }
  ])
})

test('a thousand changes in a second are told at most twice a second, the last of them too', () => {
  const { sent, announcer } = announcing()
  for (let ms = 0; ms < 999; ms += 1) {
    announcer.changed('demo', 7)
    jest.advanceTimersByTime(1)
  }
  expect(sent).toHaveLength(2)
  jest.advanceTimersByTime(500)
  expect(sent).toHaveLength(3)
  jest.advanceTimersByTime(5_000)
  expect(sent).toHaveLength(3)
})

test('each campaign is told of by itself', () => {
  const { sent, announcer } = announcing()
  for (const id of [1, 2, 3]) announcer.changed('demo', id)
  announcer.changed('demo')
  expect(sent).toHaveLength(4)
})

test('nothing is told any more once it is stopped', () => {
  const { sent, announcer } = announcing()
  announcer.changed('demo', 7)
  announcer.changed('demo', 7)
  announcer.stop()
  jest.advanceTimersByTime(5_000)
  expect(sent).toHaveLength(1)
})
