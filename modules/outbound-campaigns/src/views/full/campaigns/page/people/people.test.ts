import type { Recipient } from '../api'
import { joined } from '../../../platform/use-pages'
import { ROW_PX, sightOf } from '../../../platform/use-rows-in-sight'

const person = (id: number): Recipient => ({
  id,
  phone_number: String(id),
  status: 'pending',
  reason: null,
  attempts: 0,
  line: id,
  values: {},
  phone_column: null,
  message_uuid: null,
  last_attempt_at: null,
  next_attempt_at: null,
  sent_at: null,
  delivered_at: null,
  read_at: null,
  replied_at: null,
  price: null,
  currency: null
})

test('who is on two pages is shown once, where they were first', () => {
  const ids = joined([1, 2, 3].map(person), [3, 4].map(person), ({ id }) => id).map(({ id }) => id)
  expect(ids).toEqual([1, 2, 3, 4])
})

describe('rows in sight', () => {
  test('a short table is shown whole', () => {
    expect(sightOf(0, 600, 5)).toEqual({ from: 0, to: 5 })
  })

  test('of ten thousand, the few around what is seen', () => {
    const { from, to } = sightOf(5000 * ROW_PX, 600, 10_000)
    expect(from).toBeLessThan(5000)
    expect(to).toBeGreaterThan(5000 + 600 / ROW_PX)
    expect(to - from).toBeLessThan(70)
  })

  test('a table that is not reached yet, or is passed, still has its nearest rows', () => {
    expect(sightOf(-4000, 600, 100)).toEqual({ from: 0, to: 20 })
    expect(sightOf(100 * ROW_PX + 9000, 600, 100)).toEqual({ from: 80, to: 100 })
    expect(sightOf(0, 600, 0)).toEqual({ from: 0, to: 0 })
  })
})
