import { addColumn } from '../add-column'
import type { Migration } from '../migrate'

/** How long a lane's messages wait before they are tried again for the first time; what was there before keeps its 2 s. */
export const retryBackoff: Migration = {
  version: 15,
  name: 'retry-backoff',
  async up(db, { integer }) {
    await addColumn(db, 'outbound_lanes', 'retry_backoff_ms', `${integer} not null default 2000`)
  }
}
