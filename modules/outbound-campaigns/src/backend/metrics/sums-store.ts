import type { Binding, Database, Row } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../platform/database/values'
import type { Grain } from './grains'
import { MEASURES, noSums, type Sums } from './measures'

/** How the sums are read: always a time of the generation that is shown, along an index. */
const SUMMED = MEASURES.map(name => `coalesce(sum(d.${name}), 0) as ${name}`).join(', ')
const SHOWN = 'd.generation = (select h.generation from outbound_metrics_heads h where h.bot_id = ?)'

export interface SumsFilter {
  /** A sequence is its leads and its steps together. */
  grains: readonly Grain[]
  /** Days, both within. */
  from: number
  to: number
  sequenceId?: number
  part?: string
  sender?: string
  /** What the part begins with. */
  partBegins?: string
}

type By = 'day' | 'sequence_id' | 'part' | 'sender'

export interface SumsRow {
  day: number
  sequenceId: number
  part: string
  sender: string
  sums: Sums
}

/** Added up by these columns; without any, one row. */
export const readSums = async (
  db: Database,
  botId: string,
  { grains, from, to, sequenceId, part, sender, partBegins }: SumsFilter,
  by: readonly By[]
): Promise<SumsRow[]> => {
  const conditions = [
    'd.bot_id = ?',
    SHOWN,
    `d.grain in (${grains.map(() => '?').join(', ')})`,
    'd.day >= ?',
    'd.day <= ?'
  ]
  const bindings: Binding[] = [botId, botId, ...grains, from, to]
  const add = (sql: string, ...values: Binding[]) => {
    conditions.push(sql)
    bindings.push(...values)
  }
  if (sequenceId !== undefined) add('d.sequence_id = ?', sequenceId)
  if (part !== undefined) add('d.part = ?', part)
  if (sender !== undefined) add('d.sender = ?', sender)
  if (partBegins !== undefined) add('d.part >= ? and d.part < ?', partBegins, `${partBegins}~`)
  const columns = by.map(name => `d.${name}`).join(', ')
  const rows = await db.query(
    `select ${by.length === 0 ? '' : `${columns}, `}${SUMMED} from outbound_metrics_days d
      where ${conditions.join(' and ')} ${by.length === 0 ? '' : `group by ${columns} order by ${columns}`}`,
    bindings
  )
  return rows.map(row => ({
    day: by.includes('day') ? toNumber(row.day) : 0,
    sequenceId: by.includes('sequence_id') ? toNumber(row.sequence_id) : 0,
    part: by.includes('part') ? toText(row.part) : '',
    sender: by.includes('sender') ? toText(row.sender) : '',
    sums: toSums(row)
  }))
}

/** The last day of which there are sums of this kind, whenever it was. It is looked up along an index, not counted. */
export const lastDayWith = async (
  db: Database,
  botId: string,
  { grain, sequenceId }: { grain: Grain; sequenceId: number }
): Promise<number | null> => {
  const row = await db.first(
    `select max(d.day) as day from outbound_metrics_days d
      where d.bot_id = ? and ${SHOWN} and d.grain = ? and d.sequence_id = ?`,
    [botId, botId, grain, sequenceId]
  )
  return toNumberOrNull(row?.day ?? null)
}

const toSums = (row: Row): Sums => {
  const sums = noSums()
  for (const name of MEASURES) sums[name] = toNumber(row[name])
  return sums
}
