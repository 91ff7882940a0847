import type { Database } from '../platform/database/database'
import type { JsonColumns } from '../platform/database/json-rows'
import type { SumChange } from './grains'
import { MEASURES } from './measures'

const KEYS = {
  grain: 'text',
  sequence_id: 'integer',
  day: 'integer',
  part: 'text',
  sender: 'text'
} as const satisfies JsonColumns
const COLUMNS: JsonColumns = { ...KEYS, ...Object.fromEntries(MEASURES.map(name => [name, 'integer'])) }
const NAMES = Object.keys(COLUMNS).join(', ')

/** Adds to the sums of one generation, all in one statement. Only whoever moves the head does so, one after the other. */
export const addToSums = async (
  tx: Database,
  botId: string,
  generation: number,
  changes: readonly SumChange[]
): Promise<void> => {
  if (changes.length === 0) return
  const rows = changes.map(({ grain, sequenceId, day, part, sender, counts }) => ({
    grain,
    sequence_id: sequenceId,
    day,
    part,
    sender,
    ...Object.fromEntries(MEASURES.map(name => [name, counts[name] ?? 0]))
  }))
  const big = tx.dialect === 'postgres' ? 'bigint' : 'integer'
  await tx.change(
    `insert into outbound_metrics_days (bot_id, generation, ${NAMES})
     select ?, cast(? as ${big}), ${NAMES} from ${tx.rows(COLUMNS)} given where true
     on conflict (bot_id, generation, grain, sequence_id, day, part, sender) do update
        set ${MEASURES.map(name => `${name} = outbound_metrics_days.${name} + excluded.${name}`).join(', ')}`,
    [botId, generation, JSON.stringify(rows)]
  )
}

/** Removes some of what is shown no more. Answers whether there may be more. */
export const removeOldSums = async (
  db: Database,
  botId: string,
  keep: readonly number[],
  limit: number
): Promise<boolean> => {
  const marks = keep.map(() => '?').join(', ')
  const key = 'grain, sequence_id, day, part, sender'
  const some = await db.first(
    `select generation from outbound_metrics_days where bot_id = ? and generation not in (${marks}) limit 1`,
    [botId, ...keep]
  )
  if (!some) return false
  const removed = await db.change(
    `delete from outbound_metrics_days where bot_id = ? and generation = ? and (${key}) in (
       select ${key} from outbound_metrics_days where bot_id = ? and generation = ? limit ?)`,
    [botId, Number(some.generation), botId, Number(some.generation), limit]
  )
  return removed > 0
}
