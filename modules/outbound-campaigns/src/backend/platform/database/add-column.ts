import type { Database } from './database'

/** SQLite can't say `add column if not exists`, and a migration must bear to run twice. */
export const addColumn = async (db: Database, table: string, column: string, type: string): Promise<void> => {
  if (db.dialect === 'postgres') {
    await db.execute(`alter table ${table} add column if not exists ${column} ${type}`)
    return
  }
  const columns = await db.query(`select name from pragma_table_info('${table}')`)
  if (!columns.some(({ name }) => name === column))
    await db.execute(`alter table ${table} add column ${column} ${type}`)
}
