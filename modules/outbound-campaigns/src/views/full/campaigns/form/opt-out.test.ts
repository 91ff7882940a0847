import { wishReader } from '../../../../backend/compliance/words'
import { optOutReader } from './opt-out'

const settings = { opt_out_words: ['BAJA', 'No más', 'STOP ALL', '¡!'] }

test.each([
  [['Darme de baja'], false],
  [['¡Baja!'], true],
  [['no mas'], true],
  [['NO MÁS.'], true],
  [['baja el precio'], false],
  [['Stop-all'], true],
  [['Quiero salir', 'BAJA'], true],
  [['...'], false],
  [[], false]
])('%j: %p, as the server hears it', (said, leaves) => {
  expect(optOutReader(settings)(...said)).toBe(leaves)
  expect(wishReader({ ...settings, opt_in_words: [] })(...said) === 'out').toBe(leaves)
})

test('before the settings are known nothing is said about any button', () => {
  expect(optOutReader(null)('BAJA')).toBe(false)
})
