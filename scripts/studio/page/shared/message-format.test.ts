import { formatMessage } from './message-format'

const es = (message: string, values = {}) => formatMessage(message, values, 'es')

test('puts values where they are named', () => {
  expect(es('De {from} a {to}, {from}', { from: 'ayer', to: 3 })).toBe('De ayer a 3, ayer')
})

test('leaves a message as it is written when a value is missing, as react-intl does', () => {
  expect(es('Hola {name}', { other: 1 })).toBe('Hola {name}')
})

test('shows an empty value as nothing', () => {
  expect(es('<{name}>', { name: undefined })).toBe('<>')
})

test.each([
  [0, 'ninguna'],
  [1, 'una campaña'],
  [2, '2 campañas'],
  [12345, '12.345 campañas']
])('chooses the plural of %d', (n, expected) => {
  expect(es('{n, plural, =0 {ninguna} one {una campaña} other {# campañas}}', { n })).toBe(expected)
})

test('chooses a case by name, and the other one for an unknown name', () => {
  const message = '{kind, select, mail {correo de {who}} other {mensaje}}'
  expect(es(message, { kind: 'mail', who: 'Ana' })).toBe('correo de Ana')
  expect(es(message, { kind: 'sms', who: 'Ana' })).toBe('mensaje')
})

test('takes quoted braces literally and keeps apostrophes', () => {
  expect(es("It's '{not}' {yes} ''so''", { yes: 1 })).toBe("It's {not} 1 'so'")
})

test.each(['{', 'a } b', '{n', '{n, plural, one {x}}', '{n, number}', '{n, plural, other {x}'])(
  'shows a broken message as it is: %s',
  message => {
    expect(es(message, { n: 2 })).toBe(message)
  }
)
