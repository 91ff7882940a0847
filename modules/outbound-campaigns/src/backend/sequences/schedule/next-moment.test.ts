import fc from 'fast-check'
import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'
import { isOpen } from '../../platform/window'
import { dayOf, nextDay, nextMoment, type Rules, type Why } from './next-moment'

const at = (iso: string) => Date.parse(iso)
const iso = (millis: number) => new Date(millis).toISOString()
const now = { days: 0, hours: 0 }
const MEXICO = 'America/Mexico_City'
const office: Rules = { window: { from: '09:00', to: '17:00' }, skipWeekends: true, holidays: [] }

describe('The next moment', () => {
  it('is by the wall clock of the zone: nine in Mexico City on 1 July 2026 is 15:00Z', () => {
    const { at: due, why } = nextMoment({
      anchor: at('2026-07-01T05:00:00Z'),
      delay: now,
      rules: office,
      zone: MEXICO
    })
    expect(iso(due)).toBe('2026-07-01T15:00:00.000Z')
    // 05:00Z is 23:00 of the day before.
    expect(why).toEqual([{ code: 'window', from: '09:00', to: '17:00', until: due }])
  })

  it('without rules is the delay alone', () => {
    const anchor = at('2026-07-04T03:00:00Z')
    const due = nextMoment({ anchor, delay: { days: 3, hours: 2 }, rules: null, zone: MEXICO })
    expect(due).toEqual({ at: at('2026-07-07T05:00:00Z'), why: [] })
  })

  it('adds days by the clock on the wall and hours as they are, when the clocks change', () => {
    // Madrid goes to summer time on 29 March 2026 at 02:00.
    const anchor = at('2026-03-28T08:00:00Z')
    const due = (days: number, hours: number) =>
      iso(nextMoment({ anchor, delay: { days, hours }, rules: null, zone: 'Europe/Madrid' }).at)
    expect(due(1, 0)).toBe('2026-03-29T07:00:00.000Z')
    expect(due(0, 23)).toBe('2026-03-29T07:00:00.000Z')
    expect(due(1, 1)).toBe('2026-03-29T08:00:00.000Z')
  })

  it('that would be in an hour that is skipped is as much later', () => {
    const anchor = at('2026-03-28T01:30:00Z')
    const { at: due } = nextMoment({
      anchor,
      delay: { days: 1, hours: 0 },
      rules: null,
      zone: 'Europe/Madrid'
    })
    expect(iso(due)).toBe('2026-03-29T01:30:00.000Z')
  })

  it('passes over the weekend, then a holiday, then waits for the window, and says all of it', () => {
    const rules = { ...office, holidays: ['2026-07-06'] }
    // Friday, 18:00 in Mexico City.
    const due = nextMoment({ anchor: at('2026-07-04T00:00:00Z'), delay: now, rules, zone: MEXICO })
    expect(iso(due.at)).toBe('2026-07-07T15:00:00.000Z')
    expect(due.why.map(({ code, until }) => [code, iso(until)])).toEqual([
      ['window', '2026-07-04T15:00:00.000Z'],
      ['weekend', '2026-07-05T06:00:00.000Z'],
      ['weekend', '2026-07-06T06:00:00.000Z'],
      ['holiday', '2026-07-07T06:00:00.000Z'],
      ['window', '2026-07-07T15:00:00.000Z']
    ])
  })

  it('in a window over midnight is not in the part that falls on a free day', () => {
    const night: Rules = { window: { from: '22:00', to: '06:00' }, skipWeekends: true, holidays: [] }
    const next = (anchor: string) =>
      iso(nextMoment({ anchor: at(anchor), delay: now, rules: night, zone: 'UTC' }).at)
    expect(next('2026-07-03T23:59:00Z')).toBe('2026-07-03T23:59:00.000Z')
    expect(next('2026-07-04T00:00:00Z')).toBe('2026-07-06T00:00:00.000Z')
    expect(next('2026-07-06T06:00:00Z')).toBe('2026-07-06T22:00:00.000Z')
  })

  it('is at the first midnight where a day begins twice, and later where midnight is skipped', () => {
    // Havana, 1 November 2026: 01:00 becomes 00:00. Cairo, 24 April 2026: 00:00 becomes 01:00.
    expect(iso(nextDay(at('2026-10-31T12:00:00Z'), 'America/Havana'))).toBe('2026-11-01T04:00:00.000Z')
    expect(iso(nextDay(at('2026-04-23T12:00:00Z'), 'Africa/Cairo'))).toBe('2026-04-23T22:00:00.000Z')
  })

  it('goes on behind a window that the change of the clocks swallows', () => {
    // 29 March 2026 has no 02:00 to 03:00 in Madrid.
    const rules: Rules = { window: { from: '02:00', to: '03:00' }, skipWeekends: false, holidays: [] }
    const { at: due } = nextMoment({
      anchor: at('2026-03-28T12:00:00Z'),
      delay: now,
      rules,
      zone: 'Europe/Madrid'
    })
    expect(iso(due)).toBe('2026-03-30T00:00:00.000Z')
  })
})

/** Every zone of the data, and every moment within it at which clocks were put forward or back. */
const ZONES = moment.tz.names()
const FIRST = at('2022-01-01T00:00:00Z')
const LAST = at('2031-12-31T00:00:00Z')
const HOUR = 3_600_000

const CHANGES = new Map(
  ZONES.map(zone => [
    zone,
    (moment.tz.zone(zone)?.untils ?? []).filter(until => until >= FIRST && until <= LAST)
  ])
)
const changesOf = (zone: string): number[] => CHANGES.get(zone) ?? []

/** Anywhere in ten years, but mostly about when clocks change. */
const place = fc.constantFrom(...ZONES).chain(zone => {
  const anywhere = fc.integer({ min: FIRST, max: LAST })
  const changes = changesOf(zone)
  const near = fc
    .tuple(
      changes.length > 0 ? fc.constantFrom(...changes) : anywhere,
      fc.integer({ min: -3 * 24 * 60, max: 60 })
    )
    .map(([change, minutes]) => change + minutes * 60_000)
  return fc.record({ zone: fc.constant(zone), anchor: fc.oneof(near, near, anywhere) })
})

const timeOfDay = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 2, 3, 23)),
    fc.constantFrom(0, 1, 29, 30, 59)
  )
  .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'))

const given = place.chain(({ zone, anchor }) =>
  fc.record({
    zone: fc.constant(zone),
    anchor: fc.constant(anchor),
    delay: fc.record({ days: fc.integer({ min: 0, max: 9 }), hours: fc.integer({ min: 0, max: 23 }) }),
    rules: fc.record({
      window: fc.option(fc.record({ from: timeOfDay, to: timeOfDay })),
      skipWeekends: fc.boolean(),
      holidays: fc
        .array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 })
        .map(days => days.map(day => dayOf(anchor + day * 24 * HOUR, zone)))
    })
  })
)

/** What the rules mean, said another way than the code does: by what a clock on the wall shows. */
const fits = (millis: number, { window, skipWeekends, holidays }: Rules, zone: string): boolean => {
  const here = moment.tz(millis, zone)
  if (holidays.includes(here.format('YYYY-MM-DD'))) return false
  if (skipWeekends && ['Sat', 'Sun'].includes(here.clone().locale('en').format('ddd'))) return false
  if (window === null) return true
  // What a window means on the days of a change of clocks is the window's own matter: see its test.
  if (changesOf(zone).some(change => Math.abs(change - millis) < 50 * HOUR))
    return isOpen(window, zone, millis)
  const time = here.format('HH:mm')
  return window.from < window.to
    ? window.from <= time && time < window.to
    : time < window.to || window.from <= time
}

/** Any number of days on, at the same time by the clock on the wall. */
const daysOn = (anchor: number, days: number, zone: string): number => {
  const wall = moment.tz(anchor, zone)
  const date = new Date(Date.UTC(wall.year(), wall.month(), wall.date() + days)).toISOString().slice(0, 10)
  return moment.tz(`${date} ${wall.format('HH:mm:ss.SSS')}`, zone).valueOf()
}

describe('The next moment, in every zone and over ten years of changing clocks', () => {
  const RUNS = { numRuns: 600 }

  it('is not before its delay is over', () => {
    fc.assert(
      fc.property(given, ({ anchor, delay, rules, zone }) => {
        const due = nextMoment({ anchor, delay, rules, zone }).at
        const earliest = daysOn(anchor, delay.days, zone) + delay.hours * HOUR
        // A time that comes twice is meant the one time or the other.
        const isTwice = changesOf(zone).some(change => Math.abs(change - earliest) < 26 * HOUR)
        expect(due).toBeGreaterThanOrEqual(earliest - (isTwice ? HOUR : 0))
        expect(due).toBeGreaterThanOrEqual(anchor + delay.hours * HOUR)
      }),
      RUNS
    )
  })

  it('is one that the rules allow, and there is none before it', () => {
    fc.assert(
      fc.property(given, ({ anchor, delay, rules, zone }) => {
        const from = nextMoment({ anchor, delay, rules: null, zone }).at
        const due = nextMoment({ anchor, delay, rules, zone }).at
        expect([zone, iso(due), fits(due, rules, zone)]).toEqual([zone, iso(due), true])
        if (due === from) return
        const before = [due - 1, due - 60_000, from]
        for (let millis = from; millis < due; millis += Math.max(29 * 60_000, (due - from) / 40))
          before.push(millis)
        for (const one of before.filter(millis => millis >= from && millis < due))
          expect([zone, iso(one), fits(one, rules, zone)]).toEqual([zone, iso(one), false])
      }),
      RUNS
    )
  })

  it('is its own next moment', () => {
    fc.assert(
      fc.property(given, ({ anchor, delay, rules, zone }) => {
        const { at: due } = nextMoment({ anchor, delay, rules, zone })
        expect(nextMoment({ anchor: due, delay: now, rules, zone })).toEqual({ at: due, why: [] })
      }),
      RUNS
    )
  })

  it('gives a reason for every shift, each holding where it begins and until where it ends', () => {
    const holds = (why: Why, from: number, zone: string) =>
      why.code === 'window' ? !isOpen(why, zone, from) : dayOf(from, zone) === why.date
    fc.assert(
      fc.property(given, ({ anchor, delay, rules, zone }) => {
        let from = nextMoment({ anchor, delay, rules: null, zone }).at
        const { at: due, why } = nextMoment({ anchor, delay, rules, zone })
        for (const one of why) {
          expect(holds(one, from, zone) && holds(one, one.until - 1, zone)).toBe(true)
          expect(one.until).toBeGreaterThan(from)
          from = one.until
        }
        expect(from).toBe(due)
      }),
      RUNS
    )
  })
})
