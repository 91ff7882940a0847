import fc from 'fast-check'
import {
  addDays,
  dueAt,
  firstDaysOf,
  lastDue,
  lengthOf,
  passedOf,
  periodBefore,
  periodOf,
  periodsUpTo,
  periodWith,
  type ReportTimes
} from './period'

const times: ReportTimes = { weekly: { weekday: 1, at: '09:00' }, monthly: { day: 1, at: '09:00' } }
const MEXICO = 'America/Mexico_City'
const at = (iso: string) => Date.parse(iso)
const iso = (millis: number | null) => (millis === null ? null : new Date(millis).toISOString())

describe('A week', () => {
  it.each([
    ['2026-02-23', '2026-W09', '2026-02-23', '2026-03-01'],
    ['2026-03-01', '2026-W09', '2026-02-23', '2026-03-01'],
    ['2026-01-01', '2026-W01', '2025-12-29', '2026-01-04'],
    ['2027-01-03', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-12-30', '2025-W01', '2024-12-30', '2025-01-05']
  ])('%s falls into %s', (day, key, from, to) => {
    expect(periodWith('weekly', day)).toEqual({ kind: 'weekly', key, from, to })
    expect(periodOf('weekly', key)).toEqual({ kind: 'weekly', key, from, to })
  })

  it.each(['2026-W00', '2025-W53', '2026-W54', '2026-W9', '2026-09', '', '2026-W09x', '0001-W01'])(
    '%s is none',
    key => expect(periodOf('weekly', key)).toBeUndefined()
  )
})

describe('A month', () => {
  it.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31']
  ])('%s', (key, from, to) => expect(periodOf('monthly', key)).toEqual({ kind: 'monthly', key, from, to }))

  it.each(['2026-00', '2026-13', '2026-2', '2026-W02', ''])('%s is none', key =>
    expect(periodOf('monthly', key)).toBeUndefined()
  )
})

const anyDay = fc.integer({ min: 0, max: 40_000 }).map(n => addDays('1971-01-01', n))

describe('Periods', () => {
  it('follow one another without a gap, and each day is in exactly the one that says so', () =>
    fc.assert(
      fc.property(anyDay, fc.constantFrom('weekly' as const, 'monthly' as const), (day, kind) => {
        const period = periodWith(kind, day)
        expect(period.from <= day && day <= period.to).toBe(true)
        expect(periodOf(kind, period.key)).toEqual(period)
        expect(addDays(periodBefore(period).to, 1)).toBe(period.from)
        if (kind === 'weekly') expect(lengthOf(period)).toBe(7)
      })
    ))

  it('are counted back from one', () =>
    expect(periodsUpTo(periodWith('monthly', '2026-02-14'), 3).map(({ key }) => key)).toEqual([
      '2025-12',
      '2026-01',
      '2026-02'
    ]))

  it('that still run have passed as far as today, and are compared with as many days', () => {
    const week = periodWith('weekly', '2026-02-25')
    expect(passedOf(week, '2026-02-22')).toBeUndefined()
    expect(passedOf(week, '2026-02-23')).toMatchObject({ from: '2026-02-23', to: '2026-02-23' })
    expect(passedOf(week, '2026-03-09')).toEqual(week)
    expect(firstDaysOf(periodBefore(week), 2)).toMatchObject({ from: '2026-02-16', to: '2026-02-17' })
    expect(firstDaysOf(periodWith('monthly', '2026-02-01'), 31)).toMatchObject({ to: '2026-02-28' })
  })
})

describe('A report is due', () => {
  it('on Monday at nine and on the first of the month, UTC', () => {
    const week = periodWith('weekly', '2026-02-25')
    const month = periodWith('monthly', '2026-02-25')
    expect(iso(dueAt(week, times, MEXICO))).toBe('2026-03-02T09:00:00.000Z')
    expect(iso(dueAt(month, times, MEXICO))).toBe('2026-03-01T09:00:00.000Z')
  })

  it('when the settings say so, or never', () => {
    const week = periodWith('weekly', '2026-02-25')
    expect(iso(dueAt(week, { ...times, weekly: { weekday: 3, at: '06:30' } }, MEXICO))).toBe(
      '2026-03-04T06:30:00.000Z'
    )
    expect(iso(dueAt(week, { ...times, weekly: { weekday: 7, at: '00:00' } }, MEXICO))).toBe(
      '2026-03-08T00:00:00.000Z'
    )
    expect(dueAt(week, { ...times, weekly: null }, MEXICO)).toBeNull()
    expect(lastDue('monthly', { ...times, monthly: null }, MEXICO, at('2026-03-05T00:00:00Z'))).toBeNull()
  })

  it('not before its last day has ended where the bot lives', () => {
    const week = periodWith('weekly', '2026-02-25')
    expect(iso(dueAt(week, times, 'Pacific/Honolulu'))).toBe('2026-03-02T10:00:00.000Z')
    // It is 03:00 in Mexico City by then, summer or winter.
    expect(iso(dueAt(week, { ...times, weekly: { weekday: 1, at: '00:00' } }, MEXICO))).toBe(
      '2026-03-02T06:00:00.000Z'
    )
  })

  it.each([
    ['2026-03-02T08:59:59Z', '2026-W08'],
    ['2026-03-02T09:00:00Z', '2026-W09'],
    ['2026-03-08T23:59:59Z', '2026-W09'],
    ['2026-03-09T09:00:00Z', '2026-W10']
  ])('at %s the newest is that of %s', (now, key) =>
    expect(lastDue('weekly', times, MEXICO, at(now))?.key).toBe(key)
  )

  it('is the newest that is due and never one of days to come', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2029-12-31T00:00:00Z') }),
        fc.constantFrom('weekly' as const, 'monthly' as const),
        fc.constantFrom(MEXICO, 'Asia/Tokyo', 'Pacific/Honolulu', 'UTC', 'Pacific/Kiritimati'),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 28 }),
        (now, kind, zone, weekday, day) => {
          const when: ReportTimes = { weekly: { weekday, at: '09:00' }, monthly: { day, at: '23:59' } }
          const due = lastDue(kind, when, zone, now)
          if (!due) throw new Error('Nothing is due.')
          expect(dueAt(due, when, zone) ?? Infinity).toBeLessThanOrEqual(now)
          const next = periodWith(kind, addDays(due.to, 1))
          expect(dueAt(next, when, zone) ?? 0).toBeGreaterThan(now)
        }
      )
    ))
})
