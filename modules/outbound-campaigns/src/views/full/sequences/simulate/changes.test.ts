import type { Simulation, StepEntry } from '../../../api/simulate'
import { compared } from './changes'
import { afterMessage, happeningsOf, momentOf } from './happens'

const ZONE = 'America/Mexico_City'

const sent = (key: string, at: string): StepEntry => ({
  kind: 'step',
  step_key: key,
  type: 'email',
  at,
  local: { date: at.slice(0, 10), time: '09:00', weekday: 1 },
  day: 0,
  why: [],
  outcome: 'sent',
  due_at: null,
  content: { type: 'email' },
  problems: []
})

const way = (entries: StepEntry[], status = 'completed'): Simulation => ({
  sequence_id: 1,
  zone: ZONE,
  start_at: '2030-01-10T20:00:00.000Z',
  entries,
  end: {
    at: '2030-01-20T15:00:00.000Z',
    local: { date: '2030-01-20', time: '09:00', weekday: 7 },
    day: 10,
    status,
    reason: null
  },
  notes: []
})

const one = sent('one', '2030-01-10T20:00:00.000Z')
const two = sent('two', '2030-01-14T15:00:00.000Z')

test('the same way is not changed', () => {
  expect(compared(way([one, two]), way([one, two]))).toEqual({
    differences: new Map(),
    missing: [],
    changed: false
  })
})

test('what comes at another time, what is new, what is missing', () => {
  const later = { ...two, at: '2030-01-15T15:00:00.000Z' }
  const found = compared(way([one, two]), way([later, sent('three', two.at)]))
  expect(found.differences).toEqual(
    new Map([
      [0, { kind: 'moved', before: two }],
      [1, { kind: 'new' }]
    ])
  )
  expect(found.missing).toEqual([one])
  expect(found.changed).toBe(true)
})

test('another end is a change', () => expect(compared(way([one]), way([one], 'paused')).changed).toBe(true))

const START = Date.parse('2030-01-10T20:00:00.000Z') // 14:00 in Mexico City

test('days are counted by the lead’s clock, and nothing happens before the start', () => {
  expect(new Date(momentOf({ day: 4, time: '12:00' }, START, ZONE)).toISOString()).toBe(
    '2030-01-14T18:00:00.000Z'
  )
  expect(momentOf({ day: 0, time: '08:00' }, START, ZONE)).toBe(START)
})

test('only what is about a message names one', () => {
  const when = { id: 1, day: 1, time: '12:00' }
  const at = '2030-01-11T18:00:00.000Z'
  expect(
    happeningsOf(
      [
        { ...when, type: 'opened', step: 'one' },
        { ...when, type: 'bounced', step: 'one' }
      ],
      { startAt: START, zone: ZONE }
    )
  ).toEqual([
    { type: 'opened', at, step_key: 'one' },
    { type: 'bounced', at }
  ])
})

test('a message can be opened an hour after it would be sent', () => {
  expect(afterMessage(way([one, two]), 'two')).toEqual({ day: 4, time: '10:00' })
  expect(afterMessage(way([one, two]), 'gone')).toBeNull()
})
