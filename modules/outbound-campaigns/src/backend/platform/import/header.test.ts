import { columnKnownAs, columnNamed, columnNames } from './header'

describe('The columns of a header', () => {
  it.each([
    [
      ['phone', 'name'],
      ['phone', 'name']
    ],
    [
      ['\ufeffphone', ' First\u00a0 name '],
      ['phone', 'First name']
    ],
    [['phone', '', ''], ['phone']],
    [
      ['', 'phone'],
      ['column 1', 'phone']
    ],
    [
      ['nombre', 'Nombre', 'NOMBRE'],
      ['nombre', 'Nombre 2', 'NOMBRE 3']
    ],
    [
      ['a', 'a 2', 'a'],
      ['a', 'a 2', 'a 3']
    ],
    [
      [`'=HYPERLINK()`, 'x'],
      ['=HYPERLINK()', 'x']
    ]
  ])('%j are %j', (cells, names) => {
    expect(columnNames(cells)).toEqual(names)
  })

  it('are found without regard to case, accents, spaces and signs', () => {
    const columns = ['Nombre', 'TELÉFONO   Celular', 'x']
    for (const name of ['telefono celular', 'Teléfono_Celular', 'TELEFONO-CELULAR', 'telefonocelular'])
      expect(columnNamed(columns, name)).toBe(1)
    expect(columnNamed(columns, 'celular')).toBe(-1)
    expect(columnNamed(['a', 'A'], 'A')).toBe(1)
  })

  it('are known by the surest of several names', () => {
    expect(columnKnownAs(['tel', 'name', 'Phone Number'], ['phone_number', 'tel'])).toBe(2)
    expect(columnKnownAs(['name'], ['phone_number', 'tel'])).toBe(-1)
  })

  it('that something else has taken goes to nobody twice', () => {
    const columns = ['tel', 'Phone Number', 'Tel.']
    expect(columnKnownAs(columns, ['phone_number', 'tel'], new Set([1]))).toBe(0)
    expect(columnKnownAs(columns, ['phone_number', 'tel'], new Set([0, 1]))).toBe(2)
    expect(columnKnownAs(columns, ['phone_number', 'tel'], new Set([0, 1, 2]))).toBe(-1)
  })
})
