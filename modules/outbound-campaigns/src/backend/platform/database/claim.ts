import type { Binding, Database, Row } from './database'

export interface Claim {
  table: string
  /** Which rows are free to be taken. Names columns of `table` without a prefix. */
  where: { sql: string; bindings?: readonly Binding[] }
  /** In which order they are taken: SQL after `order by`. */
  orderBy: string
  limit: number
  /** What marks a row as taken. Must make `where` false, or the row would be taken again. */
  set: { sql: string; bindings?: readonly Binding[] }
}

/**
 * Takes up to `limit` rows so that no other process takes them too, and answers them as they are after the mark.
 * The table has an integer `id` and a `claim_token` that is this claim's own.
 *
 * PostgreSQL: rows that another transaction is just taking are skipped, not waited for. SQLite (3.31, without
 * RETURNING): one connection means that nobody is in between, and the token finds again what was marked.
 */
export const claim = async (
  db: Database,
  token: string,
  { table, where, orderBy, limit, set }: Claim
): Promise<Row[]> => {
  const bindings = [token, ...(set.bindings ?? []), ...(where.bindings ?? []), limit]
  if (db.dialect === 'postgres') {
    const rows = await db.query(
      `update ${table} set claim_token = ?, ${set.sql} where id = any(array(
         select id from ${table} where ${where.sql} order by ${orderBy} limit ? for update skip locked
       )) returning *`,
      bindings
    )
    // An update answers in no order of its own.
    return rows.sort((a, b) => Number(a.id) - Number(b.id))
  }
  return db.transaction(async tx => {
    const taken = await tx.change(
      `update ${table} set claim_token = ?, ${set.sql} where id in (
         select id from ${table} where ${where.sql} order by ${orderBy} limit ?
       )`,
      bindings
    )
    return taken === 0 ? [] : tx.query(`select * from ${table} where claim_token = ? order by id`, [token])
  })
}
