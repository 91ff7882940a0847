import { withoutTrailer } from '../csv/csv'
import { layoutOf, type Delimiter } from './delimiter'
import { ToUtf8, type Encoding } from './encoding'
import { fileProblem, refuseWhatIsNoCsv } from './file-kind'
import { columnNames } from './header'
import type { Pieces } from './pieces'
import { RecordReader, type CsvRecord } from './records'

/** How much is looked at before anything is decided. */
const FIRST_LOOK = 64 * 1024
const DELIMITER_LOOK = 16 * 1024

/**
 * A CSV file while it comes in: what it is like, its columns, and its rows a few hundred at a time. Nothing is kept of
 * what was handed on.
 */
export class CsvFile {
  private constructor(
    readonly delimiter: Delimiter,
    /** How many cells a row of the file has. */
    readonly width: number,
    readonly columns: readonly string[],
    /** The rows of the first look: for those who must see some before they decide. */
    readonly firstRows: readonly CsvRecord[],
    private readonly pieces: Pieces,
    private readonly utf8: ToUtf8,
    private readonly reader: RecordReader,
    private atEnd: boolean
  ) {}

  /** Reads until the columns are known. Refuses what is no CSV or has no header. */
  static async open(pieces: Pieces): Promise<CsvFile> {
    const { first, atEnd } = await firstLook(pieces)
    refuseWhatIsNoCsv(first)
    const utf8 = new ToUtf8(first)
    const begin = atEnd ? Buffer.concat([utf8.next(first), utf8.end()]) : utf8.next(first)
    const { delimiter, hasSeparatorLine } = layoutOf(begin.toString('utf8', 0, DELIMITER_LOOK))
    const reader = new RecordReader(delimiter)
    const records = [...reader.read(begin), ...(atEnd ? reader.end() : [])]
    if (hasSeparatorLine) records.shift()
    const rows = records.filter(hasContent)
    const header = rows.shift()
    if (!header) {
      throw fileProblem('file_blank', 'The file has no rows: there are only empty lines in it.', 'empty')
    }
    if (header.kind === 'unclosed') {
      throw fileProblem(
        'file_header_unclosed',
        'The first line cannot be read as the names of the columns: a quote is opened in it and never closed.',
        `line ${header.line}: unclosed quote`
      )
    }
    const names = columnNames(header.cells)
    return new CsvFile(delimiter, names.length, withoutTrailer(names), rows, pieces, utf8, reader, atEnd)
  }

  /** Known for sure at the end only: what tells may come late in the file. */
  get encoding(): Encoding {
    return this.utf8.encoding
  }

  /** The rows of the next piece, those of the first look first. null: the file has ended. May be none. */
  async nextRows(): Promise<readonly CsvRecord[] | null> {
    if (!this.handedFirst) {
      this.handedFirst = true
      return this.firstRows
    }
    if (this.atEnd) return null
    const piece = await this.pieces.next()
    if (piece !== null) return this.reader.read(this.utf8.next(piece)).filter(hasContent)
    this.atEnd = true
    return [...this.reader.read(this.utf8.end()), ...this.reader.end()].filter(hasContent)
  }

  private handedFirst = false
}

const firstLook = async (pieces: Pieces): Promise<{ first: Buffer; atEnd: boolean }> => {
  const parts: Buffer[] = []
  let size = 0
  while (size < FIRST_LOOK) {
    const piece = await pieces.next()
    if (piece === null) return { first: Buffer.concat(parts), atEnd: true }
    parts.push(piece)
    size += piece.length
  }
  return { first: Buffer.concat(parts), atEnd: false }
}

/** Empty lines, and the lines of nothing but delimiters that spreadsheets leave at the end, are no rows. */
const hasContent = (record: CsvRecord): boolean =>
  record.kind === 'unclosed' || record.cells.some(cell => cell.trim() !== '')
