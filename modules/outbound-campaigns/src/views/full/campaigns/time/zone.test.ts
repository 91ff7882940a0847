import { dateField, instantOf, readFields, timeField, wallOf, zonesToChoose } from './zone'

const utc = (text: string): number => Date.parse(`${text}Z`)
const wall = (date: string, time: string) => {
  const read = readFields(date, time)
  if (read === null) throw new Error('not a wall time')
  return read
}

test.each([
  ['America/Mexico_City', '2026-10-05', '10:00', '2026-10-05T16:00'],
  ['America/Mexico_City', '2026-07-05', '10:00', '2026-07-05T16:00'],
  ['Europe/Madrid', '2026-07-05', '00:30', '2026-07-04T22:30'],
  ['Europe/Madrid', '2026-12-31', '23:59', '2026-12-31T22:59'],
  ['Asia/Kolkata', '2026-01-01', '05:30', '2026-01-01T00:00'],
  ['UTC', '2026-02-28', '23:00', '2026-02-28T23:00']
])('%s shows %s %s at %s UTC', (zone, date, time, at) => {
  expect(instantOf(wall(date, time), zone)).toBe(utc(at))
  const shown = wallOf(utc(at), zone)
  expect([dateField(shown), timeField(shown)]).toEqual([date, time])
})

test('a time that summer time skips is after the gap, one that comes twice is the first', () => {
  // Madrid: 02:00 becomes 03:00 on 29 March, 03:00 becomes 02:00 on 25 October 2026.
  expect(instantOf(wall('2026-03-29', '02:30'), 'Europe/Madrid')).toBe(utc('2026-03-29T01:30'))
  expect(instantOf(wall('2026-10-25', '02:30'), 'Europe/Madrid')).toBe(utc('2026-10-25T00:30'))
})

test.each([
  ['', '10:00'],
  ['2026-10-05', ''],
  ['5/10/2026', '10:00']
])('fields that are not filled are no time: %j %j', (date, time) => expect(readFields(date, time)).toBeNull())

test('the zone in use can always be chosen, and each once', () => {
  const zones = zonesToChoose('Asia/Kolkata')
  expect(zones[0]).toBe('Asia/Kolkata')
  expect(new Set(zones).size).toBe(zones.length)
  expect(zones).toContain('America/Mexico_City')
})
