import { csvLine, EXPORT_TRAILER } from '../platform/csv/csv'
import type { Database } from '../platform/database/database'
import { toIso } from '../platform/database/values'
import type { MessageStatus } from '../outbox'
import { nameKey } from '../platform/names'
import { importColumns, listRecipients, type StoredRecipient, type UploadColumns } from './recipients-store'

const AT_ONCE = 500

/**
 * The rows as they were uploaded, with what became of each: can be opened in a spreadsheet, and uploaded to a new
 * campaign as it is. Uploads with different columns stand under one header, each column once, and all numbers in the
 * first upload's column of numbers: it is the one that they are taken from again. A few hundred rows at a time, so that
 * a million are never in memory.
 */
export async function* exportRows(
  db: Database,
  botId: string,
  campaignId: number,
  status: MessageStatus | undefined
): AsyncGenerator<string> {
  const imports = new Map(
    [...(await importColumns(db, botId, campaignId))].map(([id, upload], at, [first]) => [
      id,
      at === 0 ? upload.columns : withNumbersUnder(first?.[1].phoneColumn ?? null, upload)
    ])
  )
  const header: string[] = []
  // What an earlier export put behind the columns is said anew, not twice.
  const seen = new Set<string>(EXPORT_TRAILER)
  for (const columns of imports.values()) {
    for (const column of columns) {
      if (seen.has(nameKey(column))) continue
      seen.add(nameKey(column))
      header.push(column)
    }
  }
  yield csvLine([...header, ...EXPORT_TRAILER])

  const positions = new Map([...imports].map(([id, columns]) => [id, positionsOf(header, columns)]))
  let cursor: string | undefined
  do {
    const page = await listRecipients(db, botId, campaignId, { status, limit: AT_ONCE, cursor })
    yield page.items.map(row => csvLine(lineOf(row, positions.get(row.importId ?? -1) ?? []))).join('')
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

/** An upload's columns, its numbers called as those of the first; as they are where that name means something else in it. */
const withNumbersUnder = (
  name: string | null,
  { columns, phoneColumn }: UploadColumns
): readonly string[] => {
  if (name === null || phoneColumn === null) return columns
  const isTaken = columns.some(column => column !== phoneColumn && nameKey(column) === nameKey(name))
  return isTaken ? columns : columns.map(column => (column === phoneColumn ? name : column))
}

const positionsOf = (header: readonly string[], columns: readonly string[]): number[] =>
  header.map(name => columns.findIndex(column => nameKey(column) === nameKey(name)))

const lineOf = (row: StoredRecipient, positions: readonly number[]): Array<string | number | null> => [
  ...positions.map(at => (at < 0 ? '' : (row.cells[at] ?? ''))),
  row.status,
  row.reason?.code ?? '',
  row.reason?.detail ?? '',
  row.attempts,
  row.lastAttemptAt === null ? '' : toIso(row.lastAttemptAt)
]
