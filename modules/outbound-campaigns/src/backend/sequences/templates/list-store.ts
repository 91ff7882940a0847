import type { Binding, Database } from '../../platform/database/database'
import { behind, pageOf, type Page } from '../../platform/database/page'
import { toNumber } from '../../platform/database/values'
import { beyond, nameKey } from '../../platform/names'
import type { SequencesQuery } from './schema'
import { toSequence, type StoredSequence } from './store'

/** The sequences of a bot that were not deleted, newest first. */
export const listSequences = async (
  db: Database,
  botId: string,
  query: SequencesQuery
): Promise<Page<StoredSequence> & { total: number }> => {
  const where = conditionOf(botId, query)
  const next = behind(['s.id'], 'desc', query.cursor)
  const rows = await db.query(
    `select s.* from outbound_sequences s where ${where.sql} and ${next.sql} order by s.id desc limit ?`,
    [...where.bindings, ...next.bindings, query.limit + 1]
  )
  const total = await db.first(
    `select count(*) as n from outbound_sequences s where ${where.sql}`,
    where.bindings
  )
  return { ...pageOf(rows.map(toSequence), query.limit, ({ id }) => [id]), total: toNumber(total?.n) }
}

const conditionOf = (botId: string, { search, category, icp, active }: SequencesQuery) => {
  const parts = ['s.bot_id = ?', 's.deleted_at is null']
  const bindings: Binding[] = [botId]
  const add = (sql: string, ...values: Binding[]) => {
    parts.push(sql)
    bindings.push(...values)
  }
  if (search !== undefined)
    add('s.name_key >= ? and s.name_key < ?', nameKey(search), beyond(nameKey(search)))
  if (category !== undefined) add('s.category = ?', category)
  if (icp !== undefined) add('s.icp = ?', icp)
  if (active !== undefined) add('s.active = ?', active === 'true' ? 1 : 0)
  return { sql: parts.join(' and '), bindings }
}
