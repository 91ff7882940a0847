import { scheduleOf } from './schedule'

const ZONE = 'America/Mexico_City'
/** Friday, 14:30 in Mexico City. */
const NOW = Date.parse('2026-10-02T20:30:00Z')

describe('What a schedule would mean', () => {
  it('is its next five moments, by the clock of the zone', () => {
    expect(scheduleOf('0 9 * * 1-5', ZONE, NOW)).toEqual({
      timezone: ZONE,
      problem: null,
      next_runs_at: ['05', '06', '07', '08', '09'].map(day => `2026-10-${day}T15:00:00.000Z`)
    })
  })

  it.each(['', '0 9 * *', '0 25 * * *', 'mondays', '0 0 30 2 *', '? * * * *'])(
    'is nothing where nobody could keep to it: %j',
    expression => {
      const { problem, next_runs_at } = scheduleOf(expression, ZONE, NOW)
      expect(problem).toEqual(expect.any(String))
      expect(next_runs_at).toEqual([])
    }
  )
})
