import { isOpen, opensAt, type SendWindow } from './window'

const at = (iso: string) => Date.parse(iso)
const iso = (millis: number | null) => (millis === null ? 'open' : new Date(millis).toISOString())

describe('A send window', () => {
  const office: SendWindow = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }

  it('is open by the wall clock of its zone, Mexico having no summer time since 2022', () => {
    expect(isOpen(office, 'America/Mexico_City', at('2026-07-01T15:00:00Z'))).toBe(true)
    expect(isOpen(office, 'America/Mexico_City', at('2026-07-01T14:59:59Z'))).toBe(false)
    expect(isOpen(office, 'America/Mexico_City', at('2026-07-01T23:59:59Z'))).toBe(true)
    expect(isOpen(office, 'America/Mexico_City', at('2026-07-02T00:00:00Z'))).toBe(false)
  })

  it.each([
    ['before it, later the same day', '2026-07-01T10:00:00Z', '2026-07-01T15:00:00.000Z'],
    ['after it, the next day', '2026-07-02T00:00:00Z', '2026-07-02T15:00:00.000Z'],
    ['on Friday evening, on Monday', '2026-07-04T00:30:00Z', '2026-07-06T15:00:00.000Z'],
    ['within it, now', '2026-07-01T16:00:00Z', 'open']
  ])('opens %s', (_when, now, expected) => {
    expect(iso(opensAt(office, 'America/Mexico_City', at(now)))).toBe(expected)
  })

  it('may run over midnight, and belongs to the day on which it begins', () => {
    const night: SendWindow = { from: '22:00', to: '02:00', days: [5] }
    expect(isOpen(night, 'UTC', at('2026-07-03T23:00:00Z'))).toBe(true)
    expect(isOpen(night, 'UTC', at('2026-07-04T01:59:00Z'))).toBe(true)
    expect(isOpen(night, 'UTC', at('2026-07-04T02:00:00Z'))).toBe(false)
    expect(isOpen(night, 'UTC', at('2026-07-03T01:00:00Z'))).toBe(false)
    expect(iso(opensAt(night, 'UTC', at('2026-07-04T02:00:00Z')))).toBe('2026-07-10T22:00:00.000Z')
  })

  it('opens right after an hour that summer time skips, and stays open through one that comes twice', () => {
    const early: SendWindow = { from: '02:30', to: '04:00' }
    // 29 March 2026: 02:00 becomes 03:00 in Madrid.
    expect(iso(opensAt(early, 'Europe/Madrid', at('2026-03-29T00:00:00Z')))).toBe('2026-03-29T01:30:00.000Z')
    const twice: SendWindow = { from: '01:00', to: '03:30' }
    // 25 October 2026: 03:00 becomes 02:00.
    for (const time of [
      '2026-10-24T23:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T02:29:00Z'
    ])
      expect([time, isOpen(twice, 'Europe/Madrid', at(time))]).toEqual([time, true])
    expect(isOpen(twice, 'Europe/Madrid', at('2026-10-25T02:30:00Z'))).toBe(false)
  })

  it('is open at the moment it promises, in every zone and season, and never before', () => {
    const zones = [
      'America/Mexico_City',
      'America/Tijuana',
      'America/Sao_Paulo',
      'Europe/Madrid',
      'Asia/Kolkata',
      'Australia/Lord_Howe'
    ]
    const windows: SendWindow[] = [
      office,
      { from: '00:00', to: '23:59' },
      { from: '21:00', to: '06:00' },
      { from: '02:15', to: '02:45', days: [7] }
    ]
    for (const zone of zones)
      for (const window of windows)
        for (let hour = 0; hour < 366 * 24; hour += 37) {
          const now = at('2026-01-01T00:10:00Z') + hour * 3_600_000
          const opening = opensAt(window, zone, now)
          expect(isOpen(window, zone, now)).toBe(opening === null)
          if (opening !== null) {
            expect(opening).toBeGreaterThan(now)
            expect([zone, iso(opening), isOpen(window, zone, opening)]).toEqual([zone, iso(opening), true])
          }
        }
  })

  it('that is none is always open', () => {
    expect(opensAt(null, 'UTC', 0)).toBeNull()
  })
})
