import { parse } from 'csv-parse/sync'
import { csvLine, guard, unguard } from './csv'

describe('A cell of an export', () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['+cmd|calc', `'+cmd|calc`],
    ['-2+3', `'-2+3`],
    ['+52 442 259 1631', `'+52 442 259 1631`],
    ['\t=1', `'\t=1`],
    [`'=1`, `''=1`],
    ['+5214422591631', '+5214422591631'],
    ['-12.50', '-12.50'],
    ['4422591631', '4422591631'],
    [`O'Neill`, `O'Neill`],
    [`'tis`, `'tis`],
    ['', '']
  ])('%j is written %j, and read back as it was', (cell, written) => {
    expect(guard(cell)).toBe(written)
    expect(unguard(written)).toBe(cell)
  })

  it('survives every character that means something to a reader of CSV', () => {
    const cells = [
      'a,b',
      'c;d',
      '"e"',
      'two\r\nlines',
      'tab\there',
      ' space ',
      'x|y',
      `'=z`,
      '=1',
      'ñandú 😀'
    ]
    const [read] = parse(csvLine(cells))
    expect(read?.map(unguard)).toEqual(cells)
  })

  it('leaves no delimiter but its own outside quotes', () => {
    const line = csvLine(['a;b', 'c\td', 'e|f', 'g,h'])
    expect(line.replace(/"[^"]*"/g, '')).toBe(',,,\r\n')
  })

  it('leaves nothing for what is not there', () => {
    expect(csvLine([null, undefined, 0, 'x'])).toBe(',,0,x\r\n')
    expect(csvLine([''])).toBe('""\r\n')
  })
})
