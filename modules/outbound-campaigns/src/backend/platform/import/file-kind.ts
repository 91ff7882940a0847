import { unprocessable, type Problem } from '../http/problem'

/**
 * What a file is that isn't CSV, by its first bytes, so that the answer names it and says what to do. Its name and
 * content type are what somebody's browser made of it and decide nothing.
 */
export const refuseWhatIsNoCsv = (first: Buffer): void => {
  if (first.length === 0) {
    throw unprocessable('The file is empty. Choose the file with the recipients and upload it again.')
  }
  const what = SIGNATURES.find(({ bytes }) => first.slice(0, bytes.length).equals(Buffer.from(bytes)))
  if (what) throw refusal(what.name(first), what.remedy)
  if (first.every(byte => byte === 0)) {
    throw refusal(
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
      'a web page (HTML), probably the sign-in or error page of the site it was downloaded from',
      'Open the site, sign in and export the list as CSV'
    )
  }
  if (/^<\?xml\b/.test(text)) throw refusal('an XML file', 'Export the list as CSV')
  if (/^\{\\rtf/.test(text)) throw refusal('a document with formatting (RTF)', 'Save it as plain text (CSV)')
  if (/^[[{]\s*["{[\d\]}]/.test(text)) throw refusal('JSON', 'Export the list as CSV')
}

const AS_CSV = 'Open it in the spreadsheet and choose “Save as → CSV UTF-8 (comma delimited)”'

const SIGNATURES: ReadonlyArray<{ bytes: number[]; name: (first: Buffer) => string; remedy: string }> = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    name: first =>
      isSpreadsheet(first) ? 'an Excel workbook (.xlsx) or another spreadsheet' : 'a ZIP archive',
    remedy: `${AS_CSV}; if it is an archive, unpack it first`
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: () => 'an old Excel workbook (.xls)', remedy: AS_CSV },
  { bytes: [0x09, 0x08, 0x10, 0x00], name: () => 'an old Excel workbook (.xls)', remedy: AS_CSV },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    name: () => 'a PDF document',
    remedy: 'Export the list as CSV from where it was made'
  },
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    name: () => 'an image (PNG)',
    remedy: 'Upload the list as CSV, not a picture of it'
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    name: () => 'an image (JPEG)',
    remedy: 'Upload the list as CSV, not a picture of it'
  },
  {
    bytes: [0x47, 0x49, 0x46, 0x38],
    name: () => 'an image (GIF)',
    remedy: 'Upload the list as CSV, not a picture of it'
  },
  {
    bytes: [0x52, 0x49, 0x46, 0x46],
    name: () => 'an image, sound or video file',
    remedy: 'Upload the list as CSV'
  },
  {
    bytes: [0x1f, 0x8b],
    name: () => 'a compressed file (gzip)',
    remedy: 'Unpack it and upload the CSV inside'
  },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    name: () => 'a compressed file (7-Zip)',
    remedy: 'Unpack it and upload the CSV inside'
  },
  {
    bytes: [0x52, 0x61, 0x72, 0x21],
    name: () => 'a compressed file (RAR)',
    remedy: 'Unpack it and upload the CSV inside'
  }
]

const isSpreadsheet = (first: Buffer): boolean =>
  ['[Content_Types].xml', 'xl/', '_rels/', 'application/vnd.oasis', 'Index/'].some(part =>
    first.includes(part)
  )

const refusal = (what: string, remedy: string): Problem =>
  unprocessable(`This is not a CSV file: it is ${what}. ${remedy}.`, [{ path: 'file', message: what }])
