import { layoutOf } from './delimiter'

describe('The delimiter of a file', () => {
  it.each([
    ['phone,name\n1,a\n2,b', ','],
    ['phone;name\n1;a\n2;b', ';'],
    ['phone\tname\n1\ta', '\t'],
    ['phone|name\r1|a', '|'],
    ['phone\n4422591631', ','],
    ['phone;name', ';'],
    // One column whose values have commas in them stays one column.
    ['phone\n"a,b"\n1,2\n', ','],
    // Decimal commas and commas in names don't part a file that semicolons part.
    ['telefono;nombre;monto\n1;Pérez, Ana;1,50\n2;Díaz, Luis;2,50', ';'],
    ['"telefono, celular";nombre\n1;a\n2;b', ';'],
    ['"a;b;c",d\n"1;2;3",4', ','],
    ['"two\nlines";b\n"x\n,y";z', ';'],
    ['"say ""a;b""",c\n1,2', ','],
    ['a;b,c\n1,2\n3,4\n5,6', ','],
    ['\n\nphone;name\n1;a', ';'],
    ['', ',']
  ])('of %j is %j', (text, delimiter) => {
    expect(layoutOf(text)).toEqual({ delimiter, hasSeparatorLine: false })
  })

  it("is what Excel's own first line says", () => {
    expect(layoutOf('sep=;\nphone;name\n')).toEqual({ delimiter: ';', hasSeparatorLine: true })
    expect(layoutOf('sep=\t\r\nphone\tname\n')).toEqual({ delimiter: '\t', hasSeparatorLine: true })
  })
})
