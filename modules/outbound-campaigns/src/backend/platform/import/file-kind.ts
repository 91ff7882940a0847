import { unprocessable, type Problem } from '../http/problem'

/** What speaks against a file as a whole, by a code that stays: a screen says it in its reader's language. */
export const FILE_CODES = [
  'file_missing',
  'file_too_large',
  'file_empty',
  'file_zeros',
  'file_xlsx',
  'file_xls',
  'file_zip',
  'file_pdf',
  'file_image',
  'file_media',
  'file_compressed',
  'file_html',
  'file_xml',
  'file_rtf',
  'file_json',
  'file_blank',
  'file_header_only',
  'file_header_unclosed'
] as const
export type FileCode = (typeof FILE_CODES)[number]

export const fileProblem = (code: FileCode, detail: string, message: string): Problem =>
  unprocessable(detail, [{ path: 'file', code, message }])

/**
 * What a file is that isn't CSV, by its first bytes, so that the answer names it and says what to do. Its name and
 * content type are what somebody's browser made of it and decide nothing.
 */
export const refuseWhatIsNoCsv = (first: Buffer): void => {
  if (first.length === 0) {
    throw fileProblem(
      'file_empty',
      'The file is empty. Choose the file with the recipients and upload it again.',
      'empty'
    )
  }
  const found = SIGNATURES.find(({ bytes }) => first.slice(0, bytes.length).equals(Buffer.from(bytes)))
  if (found) {
    const { code, name, remedy } = found.kind(first)
    throw refusal(code, name, remedy)
  }
  if (first.every(byte => byte === 0)) {
    throw refusal(
      'file_zeros',
      'filled with zeros: nothing can be read from it. It was probably cut off while it was saved or copied',
      'Save or export the file again and upload the new one'
    )
  }
  const text = first
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf)?[\s\0]*/, '')
    .slice(0, 200)
    .toLowerCase()
  if (/^<(!doctype|html|head|body|table|script|meta)\b/.test(text)) {
    throw refusal(
      'file_html',
      'a web page (HTML), probably the sign-in or error page of the site it was downloaded from',
      'Open the site, sign in and export the list as CSV'
    )
  }
  if (/^<\?xml\b/.test(text)) throw refusal('file_xml', 'an XML file', 'Export the list as CSV')
  if (/^\{\\rtf/.test(text))
    throw refusal('file_rtf', 'a document with formatting (RTF)', 'Save it as plain text (CSV)')
  if (/^[[{]\s*["{[\d\]}]/.test(text)) throw refusal('file_json', 'JSON', 'Export the list as CSV')
}

interface Kind {
  code: FileCode
  name: string
  remedy: string
}

const AS_CSV = 'Open it in the spreadsheet and choose “Save as → CSV UTF-8 (comma delimited)”'
const UNPACK = 'Unpack it and upload the CSV inside'

const XLSX: Kind = {
  code: 'file_xlsx',
  name: 'an Excel workbook (.xlsx) or another spreadsheet',
  remedy: AS_CSV
}
const XLS: Kind = { code: 'file_xls', name: 'an old Excel workbook (.xls)', remedy: AS_CSV }
const ZIP: Kind = { code: 'file_zip', name: 'a ZIP archive', remedy: UNPACK }
const PDF: Kind = {
  code: 'file_pdf',
  name: 'a PDF document',
  remedy: 'Export the list as CSV from where it was made'
}
const MEDIA: Kind = {
  code: 'file_media',
  name: 'an image, sound or video file',
  remedy: 'Upload the list as CSV'
}
const image = (format: string): Kind => ({
  code: 'file_image',
  name: `an image (${format})`,
  remedy: 'Upload the list as CSV, not a picture of it'
})
const compressed = (format: string): Kind => ({
  code: 'file_compressed',
  name: `a compressed file (${format})`,
  remedy: UNPACK
})

const SIGNATURES: ReadonlyArray<{ bytes: number[]; kind: (first: Buffer) => Kind }> = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: first => (isSpreadsheet(first) ? XLSX : ZIP) },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: () => XLS },
  { bytes: [0x09, 0x08, 0x10, 0x00], kind: () => XLS },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: () => PDF },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: () => image('PNG') },
  { bytes: [0xff, 0xd8, 0xff], kind: () => image('JPEG') },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: () => image('GIF') },
  { bytes: [0x52, 0x49, 0x46, 0x46], kind: () => MEDIA },
  { bytes: [0x1f, 0x8b], kind: () => compressed('gzip') },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], kind: () => compressed('7-Zip') },
  { bytes: [0x52, 0x61, 0x72, 0x21], kind: () => compressed('RAR') }
]

const isSpreadsheet = (first: Buffer): boolean =>
  ['[Content_Types].xml', 'xl/', '_rels/', 'application/vnd.oasis', 'Index/'].some(part =>
    first.includes(part)
  )

const refusal = (code: FileCode, what: string, remedy: string): Problem =>
  fileProblem(code, `This is not a CSV file: it is ${what}. ${remedy}.`, what)
