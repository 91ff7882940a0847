import { changeOf, EMPTY, formOf, isChanged, scoreIn } from './input'

const lead = {
  ext_id: null,
  email: 'Ana@example.com',
  phone_number: '+5214425550101',
  first_name: 'Ana',
  last_name: null,
  company: 'Casa Nopal',
  icp: null,
  score: 40,
  priority: 'high',
  timezone: null,
  language: 'es',
  custom: { ciudad: 'Querétaro', mesas: 12 },
  tracking: true,
  consent_source: null,
  consent_at: '2026-03-01T00:00:00.000Z',
  deal_id: null
} as const

const before = formOf(lead)

test('what nobody touched is not sent', () => {
  expect(changeOf(before, before)).toEqual({})
  expect(isChanged(changeOf(before, { ...before, first_name: ' Ana ' }))).toBe(false)
  expect(isChanged(changeOf(before, { ...before, score: '40.0' }))).toBe(false)
})

test('what was emptied is taken away, what was typed is set', () => {
  expect(
    changeOf(before, {
      ...before,
      company: '',
      last_name: ' Pérez ',
      score: '',
      priority: '',
      language: 'en',
      consent_at: '',
      tracking: false
    })
  ).toEqual({
    company: null,
    last_name: 'Pérez',
    score: null,
    priority: null,
    language: 'en',
    consent_at: null,
    tracking: false
  })
})

test('a day is its beginning in UTC', () => {
  expect(changeOf(before, { ...before, consent_at: '2026-04-02' })).toEqual({
    consent_at: '2026-04-02T00:00:00Z'
  })
})

test('custom fields: added, changed, removed, renamed; a number that nobody touched stays one', () => {
  const custom = [
    { name: 'ciudad', value: 'León' },
    { name: 'mesas', value: '12' },
    { name: ' giro ', value: 'bar' },
    { name: 'vacío', value: ' ' },
    { name: '', value: 'sin nombre' }
  ]
  expect(changeOf(before, { ...before, custom })).toEqual({ custom: { ciudad: 'León', giro: 'bar' } })
  expect(changeOf(before, { ...before, custom: [{ name: 'ciudad', value: 'Querétaro' }] })).toEqual({
    custom: { mesas: null }
  })
  const renamed = [
    { name: 'lugares', value: '12' },
    { name: 'ciudad', value: 'Querétaro' }
  ]
  expect(changeOf(before, { ...before, custom: renamed })).toEqual({ custom: { lugares: '12', mesas: null } })
})

test('a new lead is what was typed, and nothing else', () => {
  expect(changeOf(EMPTY, { ...EMPTY, email: 'a@example.com', score: '12,5' })).toEqual({
    email: 'a@example.com',
    score: 12.5
  })
})

test.each([
  ['', null],
  [' 7 ', 7],
  ['0', 0],
  ['100', 100],
  ['12,5', 12.5],
  ['101', undefined],
  ['-1', undefined],
  ['diez', undefined]
])('a score of %p is %p', (text, score) => expect(scoreIn(text)).toBe(score))
