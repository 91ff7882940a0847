import { isDay, periodAfter, periodBefore, periodWith, weekNumber } from './periods'

describe('Weeks and months', () => {
  test.each([
    ['2026-03-01', '2026-W09'],
    ['2026-03-02', '2026-W10'],
    ['2025-12-29', '2026-W01'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01']
  ])('%s is in %s', (day, week) => expect(periodWith('weekly', day)).toBe(week))

  it('a month is named by its year and number', () =>
    expect(periodWith('monthly', '2026-02-28')).toBe('2026-02'))

  it('lead to the one before and the one after, over the end of a year', () => {
    expect(periodBefore('weekly', '2025-12-29')).toBe('2025-W52')
    expect(periodAfter('weekly', '2025-12-29')).toBe('2026-W02')
    expect(periodBefore('monthly', '2026-01-01')).toBe('2025-12')
    expect(periodAfter('monthly', '2026-12-01')).toBe('2027-01')
    expect(periodAfter('monthly', '2026-01-01')).toBe('2026-02')
  })

  it('tell a day from what is none', () => {
    expect(isDay('2026-02-28')).toBe(true)
    expect(['', '2026-13-01', '28.2.2026', '2026-2-8'].map(isDay)).toEqual([false, false, false, false])
  })

  it('tell the number of a week', () => {
    expect(weekNumber('2026-W09')).toEqual({ week: 9, year: '2026' })
    expect(weekNumber('2026-02')).toBeNull()
  })
})
