import { addressesOf, calledBy } from './words'

const nobody = {
  first_name: null,
  last_name: null,
  company: null,
  email: null,
  phone_number: null,
  ext_id: null
}

test.each([
  [{ first_name: 'Ana', last_name: 'Pérez', company: 'Nopal' }, 'Ana Pérez'],
  [{ last_name: 'Pérez' }, 'Pérez'],
  [{ company: 'Nopal', email: 'a@example.com' }, 'Nopal'],
  [{ email: 'a@example.com', phone_number: '+52' }, 'a@example.com'],
  [{ phone_number: '+5214425550101' }, '+5214425550101'],
  [{ ext_id: 'crm-7' }, 'crm-7']
])('%j is called %s', (known, name) => expect(calledBy({ ...nobody, ...known })).toBe(name))

test('an address that is the name is not said twice', () => {
  const both = { ...nobody, email: 'a@example.com', phone_number: '+52' }
  expect(addressesOf(both)).toBe('+52')
  expect(addressesOf({ ...both, first_name: 'Ana' })).toBe('a@example.com · +52')
})
