import { finishedAt, sendingTime } from './duration'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const pace = { batchSize: 1000, batchIntervalMs: MINUTE, senderPerSecond: 20 }

test.each([
  ['nobody takes no time', 0, pace, 0],
  ['one batch has no pause behind it', 100, pace, 5000],
  ['200,000 people at 1,000 a minute take about 3 h 20 min', 200_000, pace, 199 * MINUTE + 50_000],
  ['the sender decides where it is slower', 200_000, { ...pace, senderPerSecond: 10 }, 20_000_000],
  ['the last batch may be a small one', 1001, pace, MINUTE + 50]
])('%s', (_name, people, given, ms) => expect(sendingTime(people, given)).toBe(ms))

const zone = 'America/Mexico_City'
const mexico = (text: string): number => Date.parse(`${text}-06:00`)
const office = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }

test.each([
  ['without a window', null, '2026-10-05T10:00', 4 * HOUR, '2026-10-05T14:00'],
  ['within one opening', office, '2026-10-05T10:00', 4 * HOUR, '2026-10-05T14:00'],
  ['that begins before the opening', office, '2026-10-05T03:00', 4 * HOUR, '2026-10-05T13:00'],
  ['over a night', office, '2026-10-05T16:00', 4 * HOUR, '2026-10-06T11:00'],
  ['over a weekend', office, '2026-10-09T16:00', 4 * HOUR, '2026-10-12T11:00'],
  ['that just fits', office, '2026-10-05T09:00', 9 * HOUR, '2026-10-05T18:00']
])('sending %s is over when it should be', (_name, window, start, ms, end) => {
  expect(finishedAt(mexico(start), ms, window, zone)).toBe(mexico(end))
})

test('what takes more than a year is not promised', () => {
  expect(finishedAt(mexico('2026-10-05T10:00'), 10_000 * HOUR, office, zone)).toBeNull()
})
