import iconv from 'iconv-lite'
import { deflateRawSync } from 'zlib'
import type { ImportAnswer } from '../schema'

/** Files as people really have them, and the answer that each gets. */
export interface CorpusFile {
  name: string
  bytes: Buffer | string
  query?: Record<string, string>
  expected:
    | { answer: Partial<ImportAnswer> }
    | { status: number; says: RegExp; code: string | undefined; columns: readonly string[] | undefined }
}

const TWO = { rows: 2, accepted: 2, duplicates: 0, invalid: 0, opted_out: 0 }
const two = (more: Partial<ImportAnswer> = {}) => ({ answer: { ...TWO, ...more } })
const refused = (says: RegExp, code?: string, columns?: readonly string[]) => ({
  status: 422,
  says,
  code,
  columns
})
const SPANISH = 'teléfono;nombre\n4422591631;José Núñez\n5512345678;Ana “la Güera”\n'
const people = [
  { line: 2, phone_number: '+5214422591631', data: { teléfono: '4422591631', nombre: 'José Núñez' } },
  { line: 3, phone_number: '+5215512345678', data: { teléfono: '5512345678', nombre: 'Ana “la Güera”' } }
]

const encodings: CorpusFile[] = [
  { name: 'UTF-8', bytes: SPANISH, expected: two({ encoding: 'utf-8', delimiter: ';', preview: people }) },
  {
    name: 'UTF-8 with BOM',
    bytes: `\ufeff${SPANISH}`,
    expected: two({ encoding: 'utf-8', preview: people })
  },
  ...(['utf-16le', 'utf-16be'] as const).flatMap(encoding => [
    {
      name: `${encoding} with BOM`,
      bytes: iconv.encode(`\ufeff${SPANISH}`, encoding),
      expected: two({ encoding, preview: people })
    },
    { name: encoding, bytes: iconv.encode(SPANISH, encoding), expected: two({ encoding, preview: people }) }
  ]),
  {
    name: 'windows-1252',
    bytes: iconv.encode(SPANISH, 'windows-1252'),
    expected: two({ encoding: 'windows-1252', preview: people })
  }
]

const layouts: CorpusFile[] = [
  ...[',', ';', '\t', '|'].flatMap(delimiter =>
    [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
      ['CR', '\r']
    ].map(([ends, end = '']) => ({
      name: `${JSON.stringify(delimiter)} and ${ends ?? ''}`,
      bytes: [
        `phone_number${delimiter}name`,
        `4422591631${delimiter}Ana`,
        `5512345678${delimiter}Luis`,
        ''
      ].join(end),
      expected: two({ delimiter: delimiter as ImportAnswer['delimiter'], columns: ['phone_number', 'name'] })
    }))
  ),
  { name: 'one column', bytes: 'telefono\n4422591631\n5512345678', expected: two({ columns: ['telefono'] }) },
  { name: 'one column in quotes', bytes: '"cel"\r\n"4422591631"\r\n"5512345678"\r\n', expected: two() },
  {
    name: "Excel's sep line",
    bytes: 'sep=;\r\ncel;n\r\n4422591631;a\r\n5512345678;b',
    expected: two({ delimiter: ';' })
  },
  {
    name: 'quotes with newlines and delimiters',
    bytes: 'phone,text\r\n4422591631,"two\r\nlines, one comma"\r\n\r\nx,y\r\n5512345678,"say ""hi"""\r\n',
    expected: {
      answer: {
        rows: 3,
        accepted: 2,
        invalid: 1,
        errors: [
          {
            line: 5,
            column: 'phone',
            value: 'x',
            code: 'phone_letters',
            message: 'There are letters in this phone number. Write the number alone.'
          }
        ],
        preview: [
          {
            line: 2,
            phone_number: '+5214422591631',
            data: { phone: '4422591631', text: 'two\r\nlines, one comma' }
          },
          { line: 6, phone_number: '+5215512345678', data: { phone: '5512345678', text: 'say "hi"' } }
        ]
      }
    }
  },
  {
    name: 'empty lines and lines of delimiters',
    bytes: '\n\nphone,name\n\n4422591631,Ana\n,\n \n5512345678,Luis\n\n,,\n',
    expected: two()
  },
  {
    name: 'short rows, and long ones of nothing',
    bytes: 'phone,name,city\n4422591631\n5512345678,Luis,QRO,,\n',
    expected: two({
      preview: [
        { line: 2, phone_number: '+5214422591631', data: { phone: '4422591631', name: '', city: '' } },
        { line: 3, phone_number: '+5215512345678', data: { phone: '5512345678', name: 'Luis', city: 'QRO' } }
      ]
    })
  },
  {
    name: 'a row too long',
    bytes: 'phone,name\n4422591631,Pérez, Ana\n5512345678,Luis\n',
    expected: {
      answer: {
        rows: 2,
        accepted: 1,
        invalid: 1,
        errors: [
          {
            line: 2,
            column: null,
            value: null,
            code: 'too_many_cells',
            message:
              'This row has 3 cells and the header 2. A value with the delimiter in it must stand in quotes.'
          }
        ]
      }
    }
  },
  {
    name: 'a quote that is never closed',
    bytes: 'phone,name\n4422591631,"Ana\n5512345678,Luis\n3312345678,Eva\n',
    expected: { answer: { rows: 3, accepted: 2, invalid: 1 } }
  },
  {
    name: 'duplicate and empty names of columns',
    bytes: 'cel,nombre,,Nombre,\n4422591631,a,b,c,\n5512345678,d,e,f,\n',
    expected: two({ columns: ['cel', 'nombre', 'column 3', 'Nombre 2'] })
  }
]

const named = (header: string): CorpusFile => ({
  name: `the column ${JSON.stringify(header)}`,
  bytes: `nombre,${header}\nAna,4422591631\nLuis,5512345678\n`,
  expected: two({ phone_column: header.trim() })
})

const columns: CorpusFile[] = [
  ...[
    'phone_number',
    'Phone Number',
    'PHONE',
    'phone',
    'Teléfono',
    'TELEFONO',
    'tel',
    'Tel.',
    'celular',
    ' Celular ',
    'cel',
    'WhatsApp',
    'Móvil',
    'movil',
    'Número',
    'numero',
    'mobile',
    'Mobile Phone',
    'Teléfono Celular',
    'No. Telefono'
  ].map(named),
  {
    name: 'the surest of several names',
    bytes: 'telefono,celular,numero\n123,4422591631,7\n456,5512345678,8\n',
    expected: two({ phone_column: 'celular' })
  },
  {
    name: 'a mapping that wins over a name',
    bytes: 'phone,otro\n1,4422591631\n2,5512345678\n',
    query: { mapping: '{"phone_number":"OTRO"}' },
    expected: two({ phone_column: 'otro' })
  },
  {
    name: 'a mapping to no column',
    bytes: 'phone,name\n4422591631,Ana\n',
    query: { mapping: '{"phone_number":"nada"}' },
    expected: refused(/"nada".*It has: "phone", "name"/, 'phone_column_unknown', ['phone', 'name'])
  },
  {
    name: 'a mapping that is no JSON',
    bytes: 'phone\n4422591631\n',
    query: { mapping: 'phone' },
    expected: { ...refused(/not JSON/), status: 400 }
  },
  {
    name: 'a mapping of something else',
    bytes: 'phone\n4422591631\n',
    query: { mapping: '{"phone":"x"}' },
    expected: refused(/must name the column/)
  },
  {
    name: 'no column of phones by name, one by its values',
    bytes: 'quien,dato\nAna,4422591631\nLuis,5512345678\n',
    expected: refused(
      /Is it the column "dato"\? .*mapping=\{"phone_number":"dato"\}/,
      'phone_column_missing',
      ['quien', 'dato']
    )
  },
  {
    name: 'no column of phones at all',
    bytes: 'a,b\nx,y\n',
    expected: refused(/No column is named.*It has: "a", "b"/, 'phone_column_missing', ['a', 'b'])
  },
  {
    name: 'no header',
    bytes: '4422591631,Ana\n5512345678,Luis\n',
    expected: refused(/has no header/, 'header_missing', ['4422591631', 'Ana'])
  }
]

const NBSP = '\u00a0'
const oneOf = (raw: string, answer: Partial<ImportAnswer>): CorpusFile => ({
  name: `the number ${JSON.stringify(raw)}`,
  bytes: `phone\n"${raw.replace(/"/g, '""')}"\n`,
  expected: { answer }
})
const good = (raw: string) =>
  oneOf(raw, {
    accepted: 1,
    preview: [{ line: 2, phone_number: '+5214422591631', data: { phone: kept(raw) } }]
  })
const kept = (raw: string) => (/^'[+=]/.test(raw) ? raw.slice(1) : raw)
const bad = (raw: string, code: string): CorpusFile => ({
  ...oneOf(raw, { accepted: 0, invalid: 1 }),
  expected: {
    answer: {
      invalid: 1,
      errors: [{ line: 2, column: 'phone', value: raw, code, message: expect.any(String) as string }]
    }
  }
})

const numbers: CorpusFile[] = [
  good('4422591631'),
  good('+5214422591631'),
  good('+524422591631'),
  good('044 442 259 1631'),
  good(`442${NBSP}259${NBSP}1631`),
  good('442\u200b2591631\u200e'),
  good(`'+5214422591631`),
  good('="4422591631"'),
  good('(442) 259-16-31'),
  good('4422591631.0'),
  bad('5.52144E+12', 'phone_rounded'),
  bad('5,52144E+12', 'phone_rounded'),
  bad('sin teléfono', 'phone_letters'),
  bad('44225', 'phone_too_short'),
  bad('4422591631 / 5512345678', 'phone_several'),
  bad('8001234567', 'phone_not_mobile')
]

const repeated: CorpusFile[] = [
  {
    name: 'one person in five ways, and an empty number',
    bytes:
      'phone,n\n4422591631,1\n+524422591631,2\n5214422591631,3\n044 4422591631,4\n"(442) 259 1631",5\n,6\n',
    expected: {
      answer: {
        rows: 6,
        accepted: 1,
        duplicates: 4,
        invalid: 1,
        errors: [3, 4, 5, 6, 7].map(
          line => expect.objectContaining({ line }) as ImportAnswer['errors'][number]
        )
      }
    }
  },
  {
    name: 'an export come back',
    bytes: 'phone,name,line,error_code,error\n4422591631,Ana,2,phone_letters,x\n5512345678,Luis,3,y,z\n',
    expected: two({ columns: ['phone', 'name'] })
  }
]

const localFile = (name: string, content: string): Buffer => {
  const data = deflateRawSync(Buffer.from(content))
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(data.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, Buffer.from(name), data])
}

const noCsv: CorpusFile[] = [
  { name: 'nothing', bytes: '', expected: refused(/file is empty/, 'file_empty') },
  { name: 'only a BOM', bytes: '\ufeff', expected: refused(/only empty lines/, 'file_blank') },
  { name: 'only empty lines', bytes: '\n\r\n  \n', expected: refused(/only empty lines/, 'file_blank') },
  {
    name: 'a header only',
    bytes: 'phone,name\n',
    expected: refused(/a header and no rows/, 'file_header_only')
  },
  {
    name: '.xlsx',
    bytes: Buffer.concat([
      localFile('[Content_Types].xml', '<Types/>'),
      localFile('xl/workbook.xml', '<workbook/>')
    ]),
    expected: refused(/Excel workbook \(\.xlsx\).*CSV UTF-8/, 'file_xlsx')
  },
  { name: '.zip', bytes: localFile('list.csv', 'phone'), expected: refused(/a ZIP archive/, 'file_zip') },
  {
    name: '.xls',
    bytes: Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
    expected: refused(/old Excel workbook/, 'file_xls')
  },
  { name: 'PDF', bytes: '%PDF-1.7\n%âãÏÓ\n1 0 obj', expected: refused(/a PDF document/, 'file_pdf') },
  {
    name: 'PNG',
    bytes: Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
    expected: refused(/an image \(PNG\)/, 'file_image')
  },
  {
    name: 'JPEG',
    bytes: Buffer.from('ffd8ffe000104a464946', 'hex'),
    expected: refused(/an image \(JPEG\)/, 'file_image')
  },
  { name: 'zeros', bytes: Buffer.alloc(5000), expected: refused(/filled with zeros/, 'file_zeros') },
  {
    name: 'XML',
    bytes: '<?xml version="1.0"?><rows/>',
    expected: refused(/an XML file/, 'file_xml')
  },
  { name: 'RTF', bytes: '{\\rtf1 phone}', expected: refused(/RTF/, 'file_rtf') },
  { name: 'a sound', bytes: 'RIFF....WAVE', expected: refused(/sound/, 'file_media') },
  {
    name: 'a header with an open quote',
    bytes: '"phone,name\n4422591631,Ana\n',
    expected: refused(/never closed/, 'file_header_unclosed')
  },
  {
    name: 'HTML',
    bytes: '\n<!DOCTYPE html><html><body>Sign in</body></html>',
    expected: refused(/a web page/, 'file_html')
  },
  { name: 'a list in JSON', bytes: '[{"phone":"4422591631"}]', expected: refused(/it is JSON/, 'file_json') },
  { name: 'JSON', bytes: '{ "phone": "4422591631" }', expected: refused(/it is JSON/, 'file_json') },
  {
    name: 'gzip',
    bytes: Buffer.from('1f8b0800000000000003', 'hex'),
    expected: refused(/compressed/, 'file_compressed')
  }
]

export const corpus: readonly CorpusFile[] = [
  ...encodings,
  ...layouts,
  ...columns,
  ...numbers,
  ...repeated,
  ...noCsv
]
