import { isQuiet, longerPeriod } from './looked'

const looked = (last_day: string | null) => ({ from: '2026-11-15', to: '2026-11-21', last_day })

it('a time is quiet when the last thing was before it', () => {
  expect(isQuiet(looked('2026-11-15'))).toBe(false)
  expect(isQuiet(looked('2026-11-14'))).toBe(true)
  expect(isQuiet(looked(null))).toBe(true)
})

it('the shortest time with something in it is offered, if there is one', () => {
  expect(longerPeriod(looked('2026-11-14'))).toBe(30)
  expect(longerPeriod(looked('2026-10-23'))).toBe(30)
  expect(longerPeriod(looked('2026-10-22'))).toBe(90)
  expect(longerPeriod(looked('2025-11-22'))).toBe(365)
  expect(longerPeriod(looked('2025-11-21'))).toBeNull()
  expect(longerPeriod(looked(null))).toBeNull()
})
