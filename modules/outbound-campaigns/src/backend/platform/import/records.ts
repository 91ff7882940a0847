import { Parser } from 'csv-parse'

export type CsvRecord =
  | { kind: 'cells'; line: number; cells: string[] }
  /** A line with a quote that nothing closes. */
  | { kind: 'unclosed'; line: number; text: string }

/** No row of people is longer. Behind an open quote that nothing closes, this ends the search. */
const LONGEST_RECORD = 64 * 1024

/**
 * UTF-8 bytes to records, each with the line of the file on which it begins.
 *
 * csv-parse does the parsing; what it leaves to its caller is done here. Its own line count goes wrong behind CR LF within
 * quotes, so lines are counted by what the cells hold. And a quote that is never closed would take the rest of the file
 * for one cell: the bytes since the last whole record are kept, and when the quote has had its chance, its line becomes
 * one refused row and the parsing goes on behind it. One bad quote costs one row.
 *
 * Nothing waits and nothing is a stream: what goes in comes out in the same call, so the caller decides how much is done
 * at a time.
 */
export class RecordReader {
  private parser: RecordCollector
  /** What was given since the parser's last whole record. */
  private open: Buffer[] = []
  private line: number

  constructor(
    private readonly delimiter: string,
    firstLine = 1
  ) {
    this.line = firstLine
    this.parser = new RecordCollector(delimiter)
  }

  read(piece: Buffer): CsvRecord[] {
    const records: CsvRecord[] = []
    this.open.push(piece)
    let whole = this.parser.feed(piece)
    this.collect(records)
    while (!whole) {
      // First the fresh parser is made, then it is fed.
      const rest = this.passOver(records)
      whole = this.parser.feed(rest)
      this.collect(records)
    }
    return records
  }

  /** The last record needs no line end. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = []
    let whole = this.parser.finish()
    this.collect(records)
    while (!whole) {
      const rest = this.passOver(records)
      whole = this.parser.feed(rest) && this.parser.finish()
      this.collect(records)
    }
    return records
  }

  private collect(records: CsvRecord[]): void {
    for (const cells of this.parser.takeRecords()) {
      records.push({ kind: 'cells', line: this.line, cells })
      this.line += 1 + linesWithin(cells)
    }
    this.open = withoutFirst(this.open, this.parser.takeDone())
  }

  /** Makes the line with the open quote a record of its own. What comes behind it goes to a fresh parser. */
  private passOver(records: CsvRecord[]): Buffer {
    const bytes = Buffer.concat(this.open)
    const end = lineEnd(bytes)
    records.push({ kind: 'unclosed', line: this.line, text: bytes.toString('utf8', 0, end.at) })
    this.line += 1
    const rest = bytes.slice(end.next)
    this.parser = new RecordCollector(this.delimiter)
    this.open = [rest]
    return rest
  }
}

/** csv-parse without the stream around it: records are collected where it would push them. */
class RecordCollector extends Parser {
  private records: string[][] = []
  private doneAt = 0
  private takenAt = 0

  constructor(delimiter: string) {
    super({
      delimiter,
      // All three in one file, as they come when files are put together.
      record_delimiter: ['\r\n', '\n', '\r'],
      // `Juan "El Rojo" Pérez` is a name and no mistake.
      relax_quotes: true,
      relax_column_count: true,
      ltrim: true,
      max_record_size: LONGEST_RECORD
    })
  }

  /** false: there is no end to the record that the parser is in. */
  feed(piece: Buffer): boolean {
    let failure: unknown
    this._transform(piece, 'utf8', error => (failure = error))
    return !failure
  }

  finish(): boolean {
    let failure: unknown
    this._flush(error => (failure = error))
    return !failure
  }

  override push(record: unknown): boolean {
    if (Array.isArray(record)) {
      this.records.push(record as string[])
      this.doneAt = this.info.bytes
    }
    return true
  }

  takeRecords(): string[][] {
    const taken = this.records
    this.records = []
    return taken
  }

  /** How many bytes belong to records that are whole, since the last call. */
  takeDone(): number {
    const done = this.doneAt - this.takenAt
    this.takenAt = this.doneAt
    return done
  }
}

const linesWithin = (cells: readonly string[]): number => {
  let lines = 0
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) lines += cell.split(/\r\n|\r|\n/).length - 1
  return lines
}

const withoutFirst = (pieces: Buffer[], bytes: number): Buffer[] => {
  let left = bytes
  const kept: Buffer[] = []
  for (const piece of pieces) {
    if (left < piece.length) kept.push(left > 0 ? piece.slice(left) : piece)
    left = Math.max(0, left - piece.length)
  }
  return kept
}

const lineEnd = (bytes: Buffer): { at: number; next: number } => {
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0x0a) return { at, next: at + 1 }
    if (bytes[at] === 0x0d) return { at, next: bytes[at + 1] === 0x0a ? at + 2 : at + 1 }
  }
  return { at: bytes.length, next: bytes.length }
}
