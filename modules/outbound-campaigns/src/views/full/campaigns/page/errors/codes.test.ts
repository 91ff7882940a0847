import { ERRORS } from '../../../../../backend/channels/whatsapp/errors'
import en from '../../../../../translations/en.json'
import { KNOWN_CODES, remedyOf } from './codes'

/** What the outbox and the planner say themselves. */
const OWN = [
  'suppressed',
  'frequency_cap',
  'outcome_lost',
  'driver_fault',
  'missing_variable',
  'cancelled',
  'assumed_delivered'
]

test('every error that the API knows can be told here, and nothing else', () => {
  const known = [...Array.from(ERRORS.keys()), ...OWN].sort()
  expect([...KNOWN_CODES].sort()).toEqual(known)
  expect(Object.keys(en.errors.says).sort()).toEqual(known)
})

test('no code has two remedies', () => {
  expect(new Set(KNOWN_CODES).size).toBe(KNOWN_CODES.length)
})

test('what nobody knows the outcome of is decided, and nothing else is', () => {
  for (const [code, { class: kind }] of ERRORS)
    expect([code, remedyOf(code) === 'decide']).toEqual([code, kind.kind === 'unknown'])
})

test('a code that is new leads to what the provider said', () => {
  expect(remedyOf('99999')).toBe('look')
})
