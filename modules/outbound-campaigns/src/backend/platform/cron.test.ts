import fc from 'fast-check'
import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'
import { cronProblem, nextOccurrence } from './cron'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const runs = (expression: string, zone: string, from: string, to: string): string[] => {
  const found: string[] = []
  for (
    let at = nextOccurrence(expression, zone, Date.parse(from) - 1);
    at !== null && at < Date.parse(to);
    at = nextOccurrence(expression, zone, at)
  )
    found.push(moment.tz(at, zone).format('DD HH:mm Z'))
  return found
}

describe('A cron expression', () => {
  it('is kept to by the clock on the wall: every four hours in Mexico City, summer and winter', () => {
    for (const [day, next] of [
      ['2026-01-15', '2026-01-16'],
      ['2026-07-15', '2026-07-16']
    ] as const)
      expect(runs('0 */4 * * *', 'America/Mexico_City', `${day}T06:00:00Z`, `${next}T06:00:00Z`)).toEqual(
        ['00', '04', '08', '12', '16', '20'].map(hour => `15 ${hour}:00 -06:00`)
      )
  })

  it('that lies in the hour that summer time skips comes when that hour is over, once', () => {
    // In New York 02:00 became 03:00 on the 8th of March 2026.
    expect(runs('30 2 * * *', 'America/New_York', '2026-03-07T05:00:00Z', '2026-03-10T05:00:00Z')).toEqual([
      '07 02:30 -05:00',
      '08 03:00 -04:00',
      '09 02:30 -04:00'
    ])
    expect(
      runs('*/15 1-3 * * *', 'America/New_York', '2026-03-08T06:30:00Z', '2026-03-08T07:30:00Z')
    ).toEqual(['08 01:30 -05:00', '08 01:45 -05:00', '08 03:00 -04:00', '08 03:15 -04:00'])
  })

  it('that lies in the hour that comes twice comes the first time', () => {
    // In New York 02:00 became 01:00 on the 1st of November 2026.
    expect(runs('30 1 * * *', 'America/New_York', '2026-10-31T04:00:00Z', '2026-11-03T05:00:00Z')).toEqual([
      '31 01:30 -04:00',
      '01 01:30 -04:00',
      '02 01:30 -05:00'
    ])
    expect(
      runs('0 */4 * * *', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')
    ).toHaveLength(6)
  })

  it('says what is wrong with it', () => {
    for (const good of ['0 */4 * * *', '30 9 * * 1-5', '0 0 29 2 *', '@daily', '0 9 1 * *', '0 9 * * MON'])
      expect(cronProblem(good)).toBeNull()
    for (const bad of ['', 'x', '* * * * * *', '61 * * * *', '0 0 * *', '? * * * *'])
      expect(cronProblem(bad)).toMatch(/five parts/)
    expect(cronProblem('0 0 31 2 *')).toMatch(/some day/)
  })

  const zones = [
    'America/Mexico_City',
    'America/Tijuana',
    'America/New_York',
    'Europe/Madrid',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC'
  ]
  const anyField = (from: number, to: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: from, max: to }).map(String),
      fc.integer({ min: 2, max: Math.max(2, Math.floor(to / 2)) }).map(step => `*/${step}`)
    )

  /** The same, by looking at the wall clock of every minute. */
  const lookedUp = (expression: string, zone: string, after: number): number => {
    const [minutes = '', hours = ''] = expression.split(' ')
    const fits = (field: string, value: number) =>
      field === '*' ||
      (field.startsWith('*/') ? value % Number(field.slice(2)) === 0 : Number(field) === value)
    const wallAt = (at: number) => at + moment.tz(at, zone).utcOffset() * MINUTE
    // The highest that the clock has shown so far: what is put back is shown again, and doesn't count.
    let shown = -Infinity
    for (let at = after - 30 * HOUR; at <= after; at += MINUTE) shown = Math.max(shown, wallAt(at))
    for (let at = Math.floor(after / MINUTE) * MINUTE + MINUTE; ; at += MINUTE) {
      for (let wall = shown + MINUTE; wall <= wallAt(at); wall += MINUTE) {
        const time = new Date(wall)
        if (fits(minutes, time.getUTCMinutes()) && fits(hours, time.getUTCHours())) return at
      }
      shown = Math.max(shown, wallAt(at))
    }
  }

  it('comes when a clock that is looked at every minute shows it first, whatever is done to the clock', () => {
    // Around the moments at which clocks are put forward and back, and anywhere.
    const changes = zones.flatMap(zone =>
      (moment.tz.zone(zone)?.untils ?? [])
        .filter(at => at > Date.UTC(2024, 0, 1) && at < Date.UTC(2028, 0, 1))
        .map(at => ({ zone, at }))
    )
    const around = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -26 * 60, max: 4 * 60 }))
      .map(([{ zone, at }, minutes]) => ({ zone, after: at + minutes * MINUTE }))
    const anywhere = fc.record({
      zone: fc.constantFrom(...zones),
      after: fc
        .integer({ min: Date.UTC(2024, 0, 1) / MINUTE, max: Date.UTC(2028, 0, 1) / MINUTE })
        .map(minutes => minutes * MINUTE)
    })
    fc.assert(
      fc.property(fc.oneof(around, anywhere), anyField(0, 59), anyField(0, 23), (moment, minute, hour) => {
        const expression = `${minute} ${hour} * * *`
        expect(nextOccurrence(expression, moment.zone, moment.after)).toBe(
          lookedUp(expression, moment.zone, moment.after)
        )
      }),
      { numRuns: 150 }
    )
  }, 60_000)
})
