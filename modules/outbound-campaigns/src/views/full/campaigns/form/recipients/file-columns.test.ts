import { columnsIn, decode } from './file-columns'

test.each([
  ['commas', 'a,b c,d\n1,2,3', ['a', 'b c', 'd']],
  ['semicolons, as spreadsheets in Spanish write', 'nombre;teléfono\r\nAna;442', ['nombre', 'teléfono']],
  ['tabs', 'a\tb\n', ['a', 'b']],
  ['quotes around a delimiter', '"Apellido, nombre",tel\n', ['Apellido, nombre', 'tel']],
  ['a quote within quotes', '"el ""bueno""",b', ['el "bueno"', 'b']],
  ['a line that tells the delimiter', 'sep=;\na;b', ['a', 'b']],
  ['empty lines before it', '\n\na,b', ['a', 'b']],
  ['a mark at the beginning', '\ufeffa,b', ['a', 'b']],
  ['one column', 'numero\n442', ['numero']],
  ['nothing', '', []]
])('%s', (_name, text, columns) => expect(columnsIn(text)).toEqual(columns))

test('an older encoding is told by what can’t be UTF-8', () => {
  expect(decode(Uint8Array.from([0x74, 0x65, 0x6c, 0xe9, 0x2c, 0x62]))).toBe('telé,b')
  expect(decode(new TextEncoder().encode('telé,b'))).toBe('telé,b')
  expect(decode(Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x2c, 0x00, 0x62, 0x00]))).toBe('\ufeffa,b'.slice(1))
})

test('a piece that ends within a character is still UTF-8', () => {
  expect(decode(new TextEncoder().encode('a,bé').slice(0, -1)).slice(0, 3)).toBe('a,b')
})
