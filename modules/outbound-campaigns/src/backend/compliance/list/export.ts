import { csvLine } from '../../platform/csv/csv'
import type { Database } from '../../platform/database/database'
import type { MxPrefix } from '../../platform/phone/address'
import type { OptOutFilter } from './schema'
import { shownOptOut } from './shown'
import { listOptOuts } from './store'

const AT_ONCE = 500
export const EXPORT_COLUMNS = ['email', 'phone_number', 'channel', 'source', 'evidence', 'at'] as const

/** The list as a file that can be opened in a spreadsheet, and be brought in again elsewhere as it is. */
export async function* optOutsAsCsv(
  db: Database,
  botId: string,
  filter: OptOutFilter,
  mxPrefix: MxPrefix
): AsyncGenerator<string> {
  yield csvLine(EXPORT_COLUMNS)
  const show = shownOptOut(mxPrefix)
  let cursor: string | undefined
  do {
    const page = await listOptOuts(db, botId, filter, { limit: AT_ONCE, cursor })
    yield page.items
      .map(show)
      .map(one => csvLine(EXPORT_COLUMNS.map(name => one[name])))
      .join('')
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}
