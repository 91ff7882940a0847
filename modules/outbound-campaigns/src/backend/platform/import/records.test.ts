import { parse } from 'csv-parse/sync'
import { RecordReader, type CsvRecord } from './records'

const readAll = (text: string | Buffer, pieceSize = 1 << 20, delimiter = ','): CsvRecord[] => {
  const bytes = Buffer.from(text)
  const reader = new RecordReader(delimiter)
  const records: CsvRecord[] = []
  for (let at = 0; at < bytes.length; at += pieceSize)
    records.push(...reader.read(bytes.slice(at, at + pieceSize)))
  records.push(...reader.end())
  return records
}
const short = (records: CsvRecord[]) =>
  records.map(one => [one.line, ...(one.kind === 'cells' ? one.cells : [`!${one.text}`])])

describe('Records and their lines', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2']
      ]
    ],
    [
      'a,b\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2']
      ]
    ],
    [
      'a\r1\r2',
      [
        [1, 'a'],
        [2, '1'],
        [3, '2']
      ]
    ],
    [
      'a\r\n1\n2\r3\r\n',
      [
        [1, 'a'],
        [2, '1'],
        [3, '2'],
        [4, '3']
      ]
    ],
    [
      'a\n\n\nb\n',
      [
        [1, 'a'],
        [2, ''],
        [3, ''],
        [4, 'b']
      ]
    ],
    [
      '"x\r\ny\r\n",1\r\nz,2\r\n',
      [
        [1, 'x\r\ny\r\n', '1'],
        [4, 'z', '2']
      ]
    ],
    [
      '"x\n\ny"\nz\n',
      [
        [1, 'x\n\ny'],
        [4, 'z']
      ]
    ],
    [
      '"x\ry"\rz\r',
      [
        [1, 'x\ry'],
        [3, 'z']
      ]
    ],
    ['"El ""Rojo""",1\n', [[1, 'El "Rojo"', '1']]],
    [
      'Juan "El Rojo" P,1\n5" tubo,2\n',
      [
        [1, 'Juan "El Rojo" P', '1'],
        [2, '5" tubo', '2']
      ]
    ],
    ['a, "b, c"\n', [[1, 'a', 'b, c']]],
    ['ñandú,😀\n', [[1, 'ñandú', '😀']]]
  ])('%j', (text, expected) => {
    for (const size of [1, 2, 5, 1 << 20]) expect(short(readAll(text, size))).toEqual(expected)
  })

  it('takes tabs as delimiters also where cells are empty', () => {
    expect(short(readAll('a\tb\tc\n\t\tx\n1\t\t\n', 3, '\t'))).toEqual([
      [1, 'a', 'b', 'c'],
      [2, '', '', 'x'],
      [3, '1', '', '']
    ])
  })

  it('loses one line to a quote that is never closed, and no other', () => {
    const rows = Array.from({ length: 9000 }, (_, n) => `44225${n},Ana ${n}`)
    for (const size of [100, 32_768]) {
      const records = readAll(
        ['phone,name', ...rows.slice(0, 10), '"Luis,1', ...rows.slice(10)].join('\n'),
        size
      )
      expect(records.filter(one => one.kind === 'unclosed')).toEqual([
        { kind: 'unclosed', line: 12, text: '"Luis,1' }
      ])
      expect(records).toHaveLength(rows.length + 2)
      expect(short(records.slice(-1))).toEqual([[9002, '442258999', 'Ana 8999']])
      expect(records.map(one => one.line)).toEqual(records.map((_, at) => at + 1))
    }
  })

  it('loses only that line at the end of a file, too', () => {
    expect(short(readAll('a,b\n"c,d\r\ne,f\r\n'))).toEqual([
      [1, 'a', 'b'],
      [2, '!"c,d'],
      [3, 'e', 'f']
    ])
    expect(short(readAll('a\n"'))).toEqual([
      [1, 'a'],
      [2, '!"']
    ])
  })

  it('agrees with csv-parse alone on well-formed files, in pieces of any size', () => {
    let seed = 7
    const random = (n: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % n
    const alphabet = ['a', 'é', '1', ' ', ',', ';', '"', '\n', '\r\n', '+52']
    for (let file = 0; file < 60; file += 1) {
      const cells = Array.from({ length: 20 }, () =>
        Array.from({ length: 3 }, () =>
          Array.from({ length: random(6) }, () => alphabet[random(alphabet.length)]).join('')
        )
      )
      const text = cells
        .map(row => row.map(cell => `"${cell.replace(/"/g, '""')}"`).join(','))
        .join(file % 2 ? '\r\n' : '\n')
      const read = readAll(text, 1 + random(40)).map(one => (one.kind === 'cells' ? one.cells : []))
      expect(read).toEqual(cells)
      expect(read).toEqual(parse(text, { record_delimiter: ['\r\n', '\n', '\r'] }))
    }
  })
})
