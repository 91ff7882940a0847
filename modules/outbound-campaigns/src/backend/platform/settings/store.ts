import type { Database } from '../database/database'
import { fromJson } from '../database/values'

/** A bot's decisions as they are kept: only what somebody has set. */
export const readDecisions = async (db: Database, botId: string): Promise<unknown> => {
  const row = await db.first('select settings from outbound_settings where bot_id = ?', [botId])
  return row ? fromJson(row.settings) : {}
}

export const writeDecisions = async (
  db: Database,
  botId: string,
  decisions: object,
  actor: string | null
): Promise<void> => {
  await db.change(
    `insert into outbound_settings (bot_id, settings, updated_at, updated_by) values (?, ?, ${db.now}, ?)
     on conflict (bot_id) do update
       set settings = excluded.settings, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [botId, JSON.stringify(decisions), actor]
  )
}

/** Two people changing different settings at once must both be heard: the row is theirs one after the other. */
export const lockDecisions = async (db: Database, botId: string): Promise<void> => {
  await db.change(
    `insert into outbound_settings (bot_id, settings, updated_at) values (?, '{}', ${db.now})
     on conflict (bot_id) do update set bot_id = excluded.bot_id`,
    [botId]
  )
}
