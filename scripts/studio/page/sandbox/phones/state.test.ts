import type { SandboxMessage } from '../api'
import { errorCodeOf, phonesOf, spansOf, tickOf } from './state'

const message = (to: string, ...statuses: string[]): SandboxMessage => ({
  message_uuid: `${to}-${statuses.join()}`,
  received_at: '2026-10-05T10:00:00.000Z',
  accepted: true,
  to,
  text: '',
  rendered: { body: '', buttons: [] },
  problem: null,
  outcome: { answer: 'accepted' },
  statuses: statuses.map(status => ({ status, ...(status === 'rejected' && { error_code: '1300' }) })),
  body: {}
})

test.each([
  [[], 'accepted'],
  [['submitted'], 'submitted'],
  [['read', 'submitted', 'delivered'], 'read'],
  [['delivered', 'submitted', 'delivered'], 'delivered'],
  [['submitted', 'rejected'], 'failed'],
  [['undeliverable'], 'failed']
])('after %j it is %s', (statuses, tick) => {
  expect(tickOf(message('1', ...statuses))).toBe(tick)
})

test('what was never accepted has no tick', () => {
  expect(tickOf({ ...message('1'), accepted: false })).toBe('refused')
})

test('a failure is told by its code', () => {
  expect([errorCodeOf(message('1', 'rejected')), errorCodeOf(message('1', 'read'))]).toEqual(['1300', null])
})

test('a phone stands where its newest message stands, with how many it has', () => {
  const phones = phonesOf([message('2'), message('1', 'read'), message('2', 'read')])
  expect(phones.map(({ number, count }) => [number, count])).toEqual([
    ['2', 2],
    ['1', 1]
  ])
})

test('WhatsApp’s marks', () => {
  expect(spansOf('Hola *Ana*, _hoy_ 2 * 3 * 4 ~no~')).toEqual([
    { style: 'plain', text: 'Hola ' },
    { style: 'bold', text: 'Ana' },
    { style: 'plain', text: ', ' },
    { style: 'italic', text: 'hoy' },
    { style: 'plain', text: ' 2 * 3 * 4 ' },
    { style: 'strike', text: 'no' }
  ])
})
