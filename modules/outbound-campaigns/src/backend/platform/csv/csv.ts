/**
 * Writing CSV that people open in a spreadsheet, and that can be uploaded again as it is.
 *
 * A spreadsheet takes a cell that begins with = + - @ (or a tab or a carriage return before one) for a formula and runs
 * it. Such a cell gets an apostrophe in front, and reading takes exactly that one off again, so that a file may go out
 * and come back any number of times. A plain signed number is left alone: it computes nothing, and phone numbers in
 * exports read as they are.
 */
const FORMULA = /^'*[=+\-@\t\r]/
const PLAIN_NUMBER = /^[+-]\d+(?:[.,]\d+)?$/
const GUARDED = /^'+[=+\-@\t\r]/

export const guard = (cell: string): string =>
  FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell

export const unguard = (cell: string): string =>
  // Nearly no cell begins with an apostrophe, and this runs for each cell of an import.
  cell.charCodeAt(0) === APOSTROPHE && GUARDED.test(cell) ? cell.slice(1) : cell

const APOSTROPHE = 39

// Semicolon, tab and bar too, so that whoever guesses the delimiter (we do) finds none of them outside quotes.
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/

const quote = (cell: string): string => (NEEDS_QUOTES.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)

export type Cell = string | number | null | undefined

/** One line with its end. Lines end with CR LF, as RFC 4180 and every spreadsheet have it. */
export const csvLine = (cells: readonly Cell[]): string => {
  const line = cells
    .map(cell => (cell === null || cell === undefined ? '' : quote(guard(String(cell)))))
    .join(',')
  // A single empty cell would be an empty line, which readers skip.
  return `${line === '' ? '""' : line}\r\n`
}

/**
 * What exports put behind the columns of the original file. An upload that ends with one of these is such an export come
 * back, and leaves them out again: they are no variables of anybody's template.
 */
export const REFUSED_TRAILER = ['line', 'error_code', 'error'] as const
export const EXPORT_TRAILER = ['status', 'error_code', 'error_reason', 'attempts', 'last_attempt_at'] as const

export const withoutTrailer = (columns: readonly string[]): readonly string[] => {
  const trailer = [REFUSED_TRAILER, EXPORT_TRAILER].find(
    names =>
      columns.length > names.length &&
      names.every((name, at) => columns[columns.length - names.length + at] === name)
  )
  return trailer ? columns.slice(0, columns.length - trailer.length) : columns
}
