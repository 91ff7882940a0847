import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull } from '../platform/database/values'
import { DUE } from './engine/due'

/** So far is counted in each stretch of the index: who is further behind than this doesn't need to know by how much. */
const COUNTED_TO = 100_000

export interface DueStanding {
  /** People whose next step is due. */
  due: number
  /** For how long the first of them has been. */
  oldestMs: number
}

/** Who is due at this moment of the calendar, in sequences that are switched on. */
export const dueStanding = async (db: Database, botId: string, now: number): Promise<DueStanding> => {
  const stretches = DUE.map(({ sql }) => `${sql.replace('?', 's.id')} and due_at <= ?`)
  const counts = stretches.map(
    sql =>
      `(select count(*) from (select 1 from outbound_enrollments where ${sql} limit ${COUNTED_TO}) counted)`
  )
  const firsts = stretches.map(
    (sql, n) => `(select due_at from outbound_enrollments where ${sql} order by due_at limit 1) as first_${n}`
  )
  const rows = await db.query(
    `select ${counts.join(' + ')} as due, ${firsts.join(', ')}
       from outbound_sequences s where s.bot_id = ? and s.active = 1 and s.deleted_at is null`,
    [...stretches.map(() => now), ...stretches.map(() => now), botId]
  )
  const oldest = rows.flatMap(row => stretches.flatMap((_, n) => toNumberOrNull(row[`first_${n}`]) ?? []))
  return {
    due: rows.reduce((sum, row) => sum + toNumber(row.due), 0),
    oldestMs: oldest.length === 0 ? 0 : Math.max(0, now - Math.min(...oldest))
  }
}
