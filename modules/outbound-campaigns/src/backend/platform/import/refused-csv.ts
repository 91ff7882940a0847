import { csvLine, REFUSED_TRAILER } from '../csv/csv'
import type { Database } from '../database/database'
import type { Import } from './schema'
import { refusedBehind } from './store'

const AT_A_TIME = 500

/**
 * The rows that an import did not take, as CSV: the columns of the file first, so that a repaired copy can be uploaded as
 * it is; then where each stood and why. A few hundred at a time, however many there are.
 */
export async function* refusedAsCsv(db: Database, botId: string, one: Import): AsyncGenerator<string> {
  yield csvLine([...one.columns, ...REFUSED_TRAILER])
  let last = 0
  for (;;) {
    const rows = await refusedBehind(db, botId, one.id, last, AT_A_TIME)
    if (rows.length === 0) return
    yield rows
      .map(({ cells, line, code, message }) =>
        csvLine([...fitted(cells, one.columns.length), line, code, message])
      )
      .join('')
    last = rows[rows.length - 1]?.id ?? last
  }
}

/** Rows with too many cells keep them all, in the last column: nothing of what somebody typed is lost. */
const fitted = (cells: readonly string[], columns: number): string[] => {
  const row = cells.slice(0, columns)
  const more = cells.slice(columns)
  if (more.length > 0) row[columns - 1] = [row[columns - 1], ...more].join(' ')
  while (row.length < columns) row.push('')
  return row
}
