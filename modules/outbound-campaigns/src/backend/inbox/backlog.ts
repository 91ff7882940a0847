import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull } from '../platform/database/values'

/** So far is counted: who is further behind than this doesn't need to know by how much. */
const COUNTED_TO = 100_000

export interface Backlog {
  /** Told, and not worked off yet. */
  open: number
  /** Given up after many tries: somebody must look. */
  setAside: number
  /** For how long the oldest of those that are due has waited. */
  oldestMs: number
}

/** What was told to a bot and is still to be worked off. */
export const backlogOf = async (db: Database, botId: string): Promise<Backlog> => {
  const counted = `(select count(*) from (select 1 from outbound_inbox
                     where bot_id = ? and status = ? limit ${COUNTED_TO}) counted)`
  const row = await db.first(
    `select ${counted} as open, ${counted} as set_aside, ${db.now} as now,
            (select received_at from outbound_inbox
              where bot_id = ? and status = 'open' and due_at <= ${db.now} order by due_at, id limit 1) as oldest`,
    [botId, 'open', botId, 'set_aside', botId]
  )
  const oldest = toNumberOrNull(row?.oldest)
  return {
    open: toNumber(row?.open),
    setAside: toNumber(row?.set_aside),
    oldestMs: oldest === null ? 0 : Math.max(0, toNumber(row?.now) - oldest)
  }
}
