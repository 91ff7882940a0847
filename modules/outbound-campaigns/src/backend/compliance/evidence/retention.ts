import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'

const DAY_MS = 86_400_000

/**
 * Removes the oldest entries, whole seals at a time and only from the beginning: the seals themselves stay, so what is
 * left can still be proved to follow from what was removed. Answers whether there may be more.
 */
export const removeOld = (db: Database, botId: string, keepDays: number): Promise<boolean> =>
  db.transaction(async tx => {
    const row = await tx.first(
      `select n, first_seq, last_seq, case when last_at < ${tx.now} - ? then 1 else 0 end as old
         from outbound_evidence_seals where bot_id = ? and removed_at is null order by n limit 1 ${tx.forUpdate}`,
      [keepDays * DAY_MS, botId]
    )
    if (!row || toNumber(row.old) === 0) return false
    await tx.change('delete from outbound_evidence where bot_id = ? and seq between ? and ?', [
      botId,
      toNumber(row.first_seq),
      toNumber(row.last_seq)
    ])
    await tx.change(`update outbound_evidence_seals set removed_at = ${tx.now} where bot_id = ? and n = ?`, [
      botId,
      toNumber(row.n)
    ])
    return true
  })
