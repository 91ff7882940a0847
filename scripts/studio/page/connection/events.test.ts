import { createEvents } from './events'

const message = (eventName: string, payload?: unknown) => JSON.stringify({ eventName, payload })

test('gives a payload to who listens to its name, whatever the case', () => {
  const { events, receive } = createEvents()
  const heard: unknown[] = []
  events.on('outbound-campaigns.Changed', payload => heard.push(payload))
  receive(message('Outbound-Campaigns.changed', { id: 1 }))
  receive(message('something.else', { id: 2 }))
  expect(heard).toEqual([{ id: 1 }])
})

test('tells nobody who has stopped listening, even while it tells the others', () => {
  const { events, receive } = createEvents()
  const heard: string[] = []
  const first = () => {
    heard.push('first')
    events.off('x', first)
  }
  events.on('x', first)
  events.on('x', () => heard.push('second'))
  receive(message('x'))
  receive(message('x'))
  expect(heard).toEqual(['first', 'second', 'second'])
})

test.each(['', 'not json', '[]', 'null', '{"payload":1}', '{"eventName":7}'])(
  'does nothing about what is no event: %s',
  text => {
    const { events, receive } = createEvents()
    const listener = jest.fn()
    events.on('x', listener)
    receive(text)
    expect(listener).not.toHaveBeenCalled()
  }
)
