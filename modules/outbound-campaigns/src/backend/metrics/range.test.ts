import { rangeOf } from './range'

const NOW = Date.parse('2026-03-02T05:00:00Z')
const MEXICO = 'America/Mexico_City'

test('without a word it is the last thirty days, by the clock of the bot', () => {
  expect(rangeOf({}, NOW, MEXICO)).toEqual({ from: '2026-01-31', to: '2026-03-01' })
  expect(rangeOf({}, NOW, 'UTC')).toEqual({ from: '2026-02-01', to: '2026-03-02' })
})

test('so many days up to today, or up to a day', () => {
  expect(rangeOf({ days: 7 }, NOW, 'UTC')).toEqual({ from: '2026-02-24', to: '2026-03-02' })
  expect(rangeOf({ days: 1, to: '2026-01-10' }, NOW, 'UTC')).toEqual({ from: '2026-01-10', to: '2026-01-10' })
})

test.each([
  [{ from: '2026-02-01', days: 3 }, 'days'],
  [{ from: '2026-03-05' }, 'from'],
  [{ from: '2026-02-05', to: '2026-02-01' }, 'to'],
  [{ days: 400 }, 'days'],
  [{ from: '2024-01-01' }, 'from']
])('refuses %j and names what is wrong', (asked, path) => {
  const refused = (): unknown => {
    try {
      return rangeOf(asked, NOW, 'UTC')
    } catch (err) {
      return err
    }
  }
  expect(refused()).toMatchObject({ errors: [{ path }] })
})
