import type { Template } from '../../../api/templates'
import { buttonText, emptyButtons, kindOf, withButton } from './buttons'

test('buttons keep their order, and an empty one is none', () => {
  const one = withButton([], 1, 'url', '{{Pedido}}')
  const two = withButton(one, 0, 'copy_code', 'X1')
  expect(two).toEqual([
    { type: 'copy_code', index: 0, code: 'X1' },
    { type: 'url', index: 1, text: '{{Pedido}}' }
  ])
  expect([buttonText(two, 0), buttonText(two, 1), buttonText(two, 2)]).toEqual(['X1', '{{Pedido}}', ''])
  expect(withButton(two, 0, 'copy_code', '')).toEqual(one)
})

test.each([
  ['quick_reply', 'optional', 'quick_reply'],
  ['url', 'required', 'url'],
  ['url', 'none', null],
  ['phone_number', 'none', null],
  ['copy_code', 'required', 'copy_code'],
  ['otp', 'required', 'url']
] as const)('a button %s whose parameter is %s brings %p', (type, parameter, kind) => {
  expect(kindOf({ index: 0, type, text: 'x', parameter })).toBe(kind)
})

const template = (buttons: Template['parameters']['buttons']): Template => ({
  name: 'x',
  namespace: null,
  language: 'es_MX',
  category: 'UTILITY',
  status: 'APPROVED',
  components: [],
  parameters: { body: { kind: 'positional', count: 0 }, header: null, buttons }
})

test('only what must be there is missed', () => {
  const wanted = template([
    { index: 0, type: 'quick_reply', text: 'Sí', parameter: 'optional' },
    { index: 1, type: 'url', text: 'Rastrear', parameter: 'required' }
  ])
  expect(emptyButtons(wanted, []).map(({ text }) => text)).toEqual(['Rastrear'])
  expect(emptyButtons(wanted, withButton([], 1, 'url', ' ')).map(({ text }) => text)).toEqual(['Rastrear'])
  expect(emptyButtons(wanted, withButton([], 1, 'url', 'A-1'))).toEqual([])
  expect(emptyButtons(null, [])).toEqual([])
})
