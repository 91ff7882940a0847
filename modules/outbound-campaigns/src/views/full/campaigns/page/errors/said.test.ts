import { saidOf } from './said'

test.each([
  [
    '1300',
    'The number has no WhatsApp. (Not part of the provider network (x))',
    'Not part of the provider network (x)'
  ],
  ['1300', 'The number has no WhatsApp.', null],
  ['1300', '', null],
  ['missing_variable', 'The row has nothing for: nombre.', 'The row has nothing for: nombre.'],
  ['98765', 'A code that is new.', 'A code that is new.']
])('%s: %s', (code, detail, said) => {
  expect(saidOf({ code, detail })).toBe(said)
})
