import { changeText, rate, wayOf } from './words'

jest.mock('botpress/shared', () => ({ lang: { getLocale: () => 'en', tr: (key: string) => key } }), {
  virtual: true
})

beforeAll(() => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true })
})

test('a rate of nothing is none', () => {
  expect(rate(null)).toBe('–')
  expect(rate(0)).toBe('0%')
  expect(rate(12.5)).toBe('13%')
  expect(rate(4.26)).toBe('4.3%')
})

test('counts change by per cent, rates by points', () => {
  expect(changeText({ difference: 12, percent: 50 }, 'count')).toBe('+50%')
  expect(changeText({ difference: -3, percent: -25 }, 'count')).toBe('-25%')
  expect(changeText({ difference: 4.2, percent: 80 }, 'rate')).toBe('+4.2')
})

test('against nothing there is no change to tell', () => {
  expect(changeText(undefined, 'count')).toBeNull()
  expect(changeText({ difference: null, percent: null }, 'rate')).toBeNull()
  expect(changeText({ difference: 5, percent: null }, 'count')).toBeNull()
})

test('which way', () => {
  expect([wayOf(1), wayOf(-1), wayOf(0), wayOf(null)]).toEqual(['up', 'down', 'same', 'same'])
})
