import { liquidOf, variablesOf, withInserted } from './variables'

test('each is written so that it is found', () => {
  expect(liquidOf('first_name')).toBe('{{ first_name }}')
  expect(liquidOf('custom.plan')).toBe('{{ plan }}')
  expect(liquidOf('custom.score')).toBe('{{ custom.score }}')
  expect(liquidOf('custom.Fecha de alta')).toBe('{{ custom["Fecha de alta"] }}')
})

test('only a mail names its way out', () => {
  expect(variablesOf('mail', ['plan'])).toEqual(expect.arrayContaining(['unsubscribe_url', 'custom.plan']))
  expect(variablesOf('other', [])).not.toContain('unsubscribe_url')
})

test('it goes where the caret is, in the place of what is selected', () => {
  expect(withInserted('Hi you!', { from: 3, to: 6 }, '{{ x }}')).toEqual({ text: 'Hi {{ x }}!', caret: 10 })
  expect(withInserted('', { from: 0, to: 0 }, 'a')).toEqual({ text: 'a', caret: 1 })
})
