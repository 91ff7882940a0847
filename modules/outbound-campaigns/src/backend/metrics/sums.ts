import type { Database } from '../platform/database/database'
import type { JsonColumns } from '../platform/database/json-rows'
import { toNumber } from '../platform/database/values'
import type { SumChange } from './grains'
import { MEASURES, type Measure } from './measures'

const KEYS = {
  grain: 'text',
  sequence_id: 'integer',
  day: 'integer',
  part: 'text',
  sender: 'text'
} as const satisfies JsonColumns

/** What is counted of leads and what of messages is seldom in the same row: two narrow statements cost less than a wide one. */
const OF_MESSAGES = new Set<Measure>([
  'tried',
  'sent',
  'sending_failed',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'raw_opened',
  'raw_clicked',
  ...MEASURES.filter(measure => measure.startsWith('of_sent_'))
])
const GROUPS = [
  MEASURES.filter(measure => !OF_MESSAGES.has(measure)),
  MEASURES.filter(measure => OF_MESSAGES.has(measure))
]

/** Adds to the sums of one generation. Only whoever moves the head does so, one after the other. */
export const addToSums = async (
  tx: Database,
  botId: string,
  generation: number,
  changes: readonly SumChange[]
): Promise<void> => {
  for (const group of GROUPS) {
    const has = ({ counts }: SumChange, measure: Measure) => (counts[measure] ?? 0) !== 0
    const measures = group.filter(measure => changes.some(change => has(change, measure)))
    const rows = changes.filter(change => measures.some(measure => has(change, measure)))
    if (rows.length > 0) await addSome(tx, botId, generation, measures, rows)
  }
}

const addSome = async (
  tx: Database,
  botId: string,
  generation: number,
  measures: readonly Measure[],
  changes: readonly SumChange[]
): Promise<void> => {
  const rows = changes.map(({ grain, sequenceId, day, part, sender, counts }) => ({
    grain,
    sequence_id: sequenceId,
    day,
    part,
    sender,
    ...Object.fromEntries(measures.map(name => [name, counts[name] ?? 0]))
  }))
  const columns: JsonColumns = { ...KEYS, ...Object.fromEntries(measures.map(name => [name, 'integer'])) }
  const names = Object.keys(columns).join(', ')
  const big = tx.dialect === 'postgres' ? 'bigint' : 'integer'
  await tx.change(
    `insert into outbound_metrics_days (bot_id, generation, ${names})
     select ?, cast(? as ${big}), ${names} from ${tx.rows(columns)} given where true
     on conflict (bot_id, generation, grain, sequence_id, day, part, sender) do update
        set ${measures.map(name => `${name} = outbound_metrics_days.${name} + excluded.${name}`).join(', ')}`,
    [botId, generation, JSON.stringify(rows)]
  )
}

/** The oldest generation before the one that is shown; undefined: there is none any more. */
export const oldGeneration = async (
  db: Database,
  botId: string,
  shown: number
): Promise<number | undefined> => {
  const row = await db.first(
    `select generation from outbound_metrics_days where bot_id = ? and generation < ? order by generation limit 1`,
    [botId, shown]
  )
  return row && toNumber(row.generation)
}

/** Removes some of what is shown no more. Answers whether there may be more. */
export const removeOldSums = async (
  db: Database,
  botId: string,
  shown: number,
  limit: number
): Promise<boolean> => {
  const old = await oldGeneration(db, botId, shown)
  if (old === undefined) return false
  // Where the row itself is: by its key of seven columns PostgreSQL would look through all of them.
  const place = db.dialect === 'postgres' ? 'ctid' : 'rowid'
  const some = `select ${place} from outbound_metrics_days where bot_id = ? and generation = ? limit ?`
  await db.change(
    `delete from outbound_metrics_days
      where ${place} ${db.dialect === 'postgres' ? `= any(array(${some}))` : `in (${some})`}`,
    [botId, old, limit]
  )
  return true
}
