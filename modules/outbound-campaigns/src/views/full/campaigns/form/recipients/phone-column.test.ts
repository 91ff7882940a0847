import { phoneColumnOf } from './phone-column'

test('the column is told by its digits, whatever stands before them', () => {
  const rows = [
    { phone_number: '+5214422591631', values: { id: '12345678', tel: '442 259 1631' } },
    { phone_number: '+5214421234567', values: { id: '87654321', tel: '+52 1 442-123-4567' } }
  ]
  expect(phoneColumnOf(rows)).toBe('tel')
})

test('it must fit every row', () => {
  const rows = [
    { phone_number: '+5214422591631', values: { a: '4422591631', b: '4422591631' } },
    { phone_number: '+5214421234567', values: { a: '', b: '4421234567' } }
  ]
  expect(phoneColumnOf(rows)).toBe('b')
})

test.each([[[]], [[{ phone_number: '+5214422591631', values: { name: 'Ana' } }]]])(
  'nothing is guessed: %j',
  rows => expect(phoneColumnOf(rows)).toBeNull()
)
