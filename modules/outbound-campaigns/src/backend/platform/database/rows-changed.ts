import type { Knex } from 'knex'

/**
 * Runs a raw statement and answers how many rows it changed.
 *
 * On SQLite knex runs raw statements as queries and drops the driver's count; only what it built itself as an update
 * comes back with one. So the statement is handed over as what it is: an update. Asking `changes()` afterwards would
 * be another statement on a connection that the bot uses in between. PostgreSQL's answer holds the count either way.
 */
export const rowsChanged = async (statement: Knex.Raw): Promise<number> => {
  const toSQL = statement.toSQL.bind(statement)
  statement.toSQL = () => Object.assign(toSQL(), { method: 'update' })
  const answer: unknown = await statement
  const changed =
    typeof answer === 'object' && answer !== null ? (answer as { rowCount?: unknown }).rowCount : answer
  if (typeof changed !== 'number')
    throw new TypeError('The database driver did not say how many rows changed.')
  return changed
}
