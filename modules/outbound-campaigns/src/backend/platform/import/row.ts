import { unguard } from '../csv/csv'
import type { CsvRecord } from './records'

/** Why a row was not taken, in words for the person who has the file open. */
export interface RowProblem {
  /** null: the row as a whole. */
  column: string | null
  value: string | null
  code: string
  message: string
}

export type TableRow =
  | { kind: 'row'; line: number; cells: string[] }
  | { kind: 'broken'; line: number; cells: string[]; problem: RowProblem }

/**
 * A record as a row of a table of this width, of which the first columns count.
 *
 * A short row is filled up with empty cells: spreadsheets cut off what is empty at the end. A long one is refused: mostly
 * a value has a delimiter in it and no quotes, so everything behind it stands in the wrong column, and people would get
 * each other's words. Empty cells too many mean nothing.
 */
export const toTableRow = (record: CsvRecord, width: number, columns: readonly string[]): TableRow => {
  if (record.kind === 'unclosed') {
    return {
      kind: 'broken',
      line: record.line,
      cells: [record.text],
      problem: {
        column: null,
        value: null,
        code: 'unclosed_quote',
        message: 'A quote is opened in this line and never closed. Close it, or remove it.'
      }
    }
  }
  const cells = record.cells.map(cleanCell)
  while (cells.length < width) cells.push('')
  while (cells.length > width && cells[cells.length - 1]?.trim() === '') cells.pop()
  if (cells.length === width) {
    // What an earlier export put behind the columns stays out: see withoutTrailer.
    cells.length = columns.length
    return { kind: 'row', line: record.line, cells }
  }
  return {
    kind: 'broken',
    line: record.line,
    cells,
    problem: {
      column: null,
      value: null,
      code: 'too_many_cells',
      message:
        `This row has ${cells.length} cells and the header ${width}. ` +
        'A value with the delimiter in it must stand in quotes.'
    }
  }
}

// A space behind the closing quote makes the parser take the quotes for letters.
const QUOTED_WITH_SPACE = /^"((?:[^"]|"")*)"\s+$/

const cleanCell = (cell: string): string => {
  const quoted = cell.charCodeAt(0) === QUOTE ? QUOTED_WITH_SPACE.exec(cell)?.[1] : undefined
  return unguard(quoted === undefined ? cell : quoted.replace(/""/g, '"'))
}

const QUOTE = 34
