import { ago, lengthParts, momentIn, regionalForm } from './format'

/** The Studio's own page has it; what is tested here asks nothing of it. */
jest.mock('botpress/shared', () => ({ lang: { getLocale: () => 'en' } }), { virtual: true })

const HOUR = 3_600_000

test.each([
  [3 * HOUR + 20 * 60_000, ['3 hour', '20 minute']],
  [3 * HOUR + 19 * 60_000 + 50_000, ['3 hour', '20 minute']],
  [59 * 60_000 + 59_800, ['1 hour']],
  [23.999 * HOUR, ['1 day']],
  [44 * 24 * HOUR + 5 * HOUR, ['44 day', '5 hour']],
  [90_000, ['1 minute', '30 second']],
  [5000, ['5 second']],
  [200, ['1 second']],
  [0, ['1 second']]
])('%d ms is told in its two largest units', (ms, told) => {
  expect(lengthParts(ms).map(({ unit, n }) => `${n} ${unit}`)).toEqual(told)
})

test.each([
  ['es', ['es-ES', 'en'], 'es-ES'],
  ['es', ['en-US'], 'es-MX'],
  ['en', ['es-MX', 'en-GB'], 'en-GB'],
  ['en', ['es-MX'], 'en'],
  ['pt', [], 'pt']
])('%s in a browser that speaks %j is written as in %s', (language, browser, form) => {
  expect(regionalForm(language, browser)).toBe(form)
})

test('another place’s clock is named where it shows another time', () => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB'] }, configurable: true })
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const noon = Date.parse('2026-10-05T12:00:00Z')
  expect(momentIn(noon, here, noon)).not.toContain('(')
  const [elsewhere] = ['Pacific/Kiritimati', 'America/Mexico_City'].filter(zone => zone !== here)
  expect(momentIn(noon, elsewhere ?? '', noon)).toMatch(/\((Pacific|America)\/[A-Z][a-z]+( City)?\)$/)
})

test.each([
  [0, /now|this/],
  [59_000, /now|this/],
  [60_000, /^1 min\.? ago$/],
  [2 * HOUR + 59 * 60_000, /^2 hr\.? ago$/],
  [25 * HOUR, /^yesterday$/],
  [29 * 24 * HOUR, /^29 days ago$/],
  [31 * 24 * HOUR, /\b4 Sept?\b/],
  [400 * 24 * HOUR, /2025$/],
  [-HOUR, /^5 Oct$/]
])('%d ms before now is told as %s', (ms, told) => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-GB'] }, configurable: true })
  const now = new Date(2026, 9, 5, 12).valueOf()
  expect(ago(now - ms, now)).toMatch(told)
})
