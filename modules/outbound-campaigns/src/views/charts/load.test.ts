import { chartsAddress } from './load'

jest.mock('botpress/shared', () => ({}), { virtual: true })

test('lies beside the bundle that was loaded, wherever that is', () => {
  expect(
    chartsAddress([
      'https://bot.example.com/x/studio/main.js',
      'https://bot.example.com/x/assets/modules/outbound-campaigns/web/full.bundle.js?v=3'
    ])
  ).toBe('https://bot.example.com/x/assets/modules/outbound-campaigns/web/charts.bundle.js')
})

test('is looked for at its usual place where nothing tells', () => {
  expect(chartsAddress(['https://bot.example.com/main.js'])).toBe(
    '/assets/modules/outbound-campaigns/web/charts.bundle.js'
  )
})
