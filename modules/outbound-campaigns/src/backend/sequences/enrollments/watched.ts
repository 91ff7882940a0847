import type { WatchedLeads } from '../../engagement'
import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'

/** As many sequences as one statement asks for. */
const SEQUENCES_AT_ONCE = 100

/**
 * Whom the engagement API is asked about: those who are going on in some sequence. Of each sequence a stretch of one
 * index is read, that of the people who are in it: SQLite has to be told, since another begins with the same columns.
 */
export const watchedLeads: WatchedLeads = {
  async after(db, botId, leadId, limit) {
    const sequences = await db.query('select id from outbound_sequences where bot_id = ? order by id', [
      botId
    ])
    const found = new Set<number>()
    for (let from = 0; from < sequences.length; from += SEQUENCES_AT_ONCE) {
      const some = sequences.slice(from, from + SEQUENCES_AT_ONCE).map(row => toNumber(row.id))
      for (const id of await inSequences(db, some, leadId, limit)) found.add(id)
    }
    return [...found].sort((a, b) => a - b).slice(0, limit)
  },
  async among(db, botId, leadIds) {
    if (leadIds.length === 0) return []
    const rows = await db.query(
      `select distinct e.lead_id from ${db.rows({ id: 'integer' })} given cross join outbound_enrollments e
        where e.lead_id = given.id and e.status = 'active' and coalesce(e.bot_id, '') = ?`,
      [JSON.stringify([...new Set(leadIds)].map(id => ({ id }))), botId]
    )
    return rows.map(row => toNumber(row.lead_id))
  }
}

const inSequences = async (
  db: Database,
  sequenceIds: readonly number[],
  leadId: number,
  limit: number
): Promise<number[]> => {
  if (sequenceIds.length === 0) return []
  const stretch = (n: number) =>
    `select * from (
       select lead_id from outbound_enrollments ${db.dialect === 'sqlite' ? 'indexed by outbound_enrollments_once' : ''}
        where sequence_id = ? and status in ('active', 'paused') and status = 'active' and lead_id > ?
        order by lead_id limit ?) sequence_${n}`
  const rows = await db.query(
    sequenceIds.map((_, n) => stretch(n)).join(' union all '),
    sequenceIds.flatMap(id => [id, leadId, limit])
  )
  return rows.map(row => toNumber(row.lead_id))
}
