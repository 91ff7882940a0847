import { openings, opensAt, type SendWindow } from './window'

const zone = 'America/Mexico_City'
/** Wall time in Mexico City, six hours behind UTC all year. 5 October 2026 is a Monday. */
const mexico = (text: string): number => Date.parse(`${text}-06:00`)

const office: SendWindow = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }
const night: SendWindow = { from: '22:00', to: '02:00' }

test.each<[string, SendWindow | null, string, string | null]>([
  ['no window is always open', null, '2026-10-05T03:00', null],
  ['before it opens', office, '2026-10-05T08:59', '2026-10-05T09:00'],
  ['at its opening', office, '2026-10-05T09:00', null],
  ['just before it closes', office, '2026-10-05T17:59', null],
  ['once it has closed', office, '2026-10-05T18:00', '2026-10-06T09:00'],
  ['on Friday evening', office, '2026-10-09T20:00', '2026-10-12T09:00'],
  ['on a Sunday', office, '2026-10-11T12:00', '2026-10-12T09:00'],
  ['after midnight in a window over midnight', night, '2026-10-05T01:00', null],
  ['at noon before a window over midnight', night, '2026-10-05T12:00', '2026-10-05T22:00']
])('%s', (_name, window, now, opens) => {
  expect(opensAt(window, zone, mexico(now))).toBe(opens === null ? null : mexico(opens))
})

test('a window over midnight belongs to the day on which it begins', () => {
  const fridays: SendWindow = { ...night, days: [5] }
  expect(opensAt(fridays, zone, mexico('2026-10-10T01:00'))).toBeNull()
  expect(opensAt(fridays, zone, mexico('2026-10-09T01:00'))).toBe(mexico('2026-10-09T22:00'))
})

test('the openings follow each other', () => {
  const [first, second] = openings(office, zone, mexico('2026-10-09T12:00'))
  expect(first).toEqual({ opens: mexico('2026-10-09T09:00'), closes: mexico('2026-10-09T18:00') })
  expect(second).toEqual({ opens: mexico('2026-10-12T09:00'), closes: mexico('2026-10-12T18:00') })
})
