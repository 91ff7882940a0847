import type { Database } from '../platform/database/database'
import { toText } from '../platform/database/values'

/** So many leads show well enough which fields there are, and cost a few milliseconds. */
const LOOKED_AT = 1_000

/** The names of the custom fields that a bot's newest leads have. */
export const customFieldsOf = async (db: Database, botId: string): Promise<string[]> => {
  const newest = `select custom from outbound_leads l where l.bot_id = ?
                   order by l.created_at desc, l.id desc limit ${LOOKED_AT}`
  const rows = await db.query(
    db.dialect === 'postgres'
      ? `select distinct jsonb_object_keys(newest.custom) as name from (${newest}) newest order by name`
      : `select distinct field.key as name from (${newest}) newest, json_each(newest.custom) field order by name`,
    [botId]
  )
  return rows.map(({ name }) => toText(name))
}
