import type { Database } from './database'
import { toNumber } from './values'

/**
 * The schema's own versions, one after the other, forward only. Botpress's module migrations are tied to Botpress's
 * version and knex's migrator wraps everything in one transaction and keeps its lock after a kill; so neither is used.
 *
 * A migration is a list of statements that may each run twice (`if not exists`, conditional updates): when a process
 * dies half-way, the next start runs the unfinished migration from its beginning and then records it. Nothing wraps
 * them in one transaction, because on SQLite that would stop the bot for as long as it takes.
 */
export interface Migration {
  version: number
  name: string
  up(db: Database, types: ColumnTypes): Promise<void>
}

/** Column types, by what they hold. Times are `integer` (milliseconds), booleans 0 or 1. */
export interface ColumnTypes {
  integer: string
  json: string
  /** A text that is searched by its beginning: ordered by its bytes, not by a language's rules. */
  key: string
  /** A primary key that counts up. */
  serial: string
}

const TYPES: Record<Database['dialect'], ColumnTypes> = {
  sqlite: { integer: 'integer', json: 'text', key: 'text', serial: 'integer primary key autoincrement' },
  postgres: { integer: 'bigint', json: 'jsonb', key: 'text collate "C"', serial: 'bigserial primary key' }
}

/** Any number that no other program on the database uses for its advisory locks. */
const LOCK = 7_240_218_431

export class NewerSchemaError extends Error {
  constructor(found: number, known: number) {
    super(
      `The database has version ${found} of the module's schema, this version of the module knows ${known} at most. ` +
        'Install the newer module again, or restore the backup made before it was installed.'
    )
  }
}

/** Brings the schema up to date and answers its version. Several processes may call it at once: one does the work. */
export const migrate = (db: Database, migrations: readonly Migration[]): Promise<number> =>
  db.onOneConnection(async connection => {
    const unlock = await lock(connection)
    try {
      return await bringUpToDate(connection, migrations)
    } finally {
      await unlock()
    }
  })

const bringUpToDate = async (db: Database, migrations: readonly Migration[]): Promise<number> => {
  const types = TYPES[db.dialect]
  await db.execute(
    `create table if not exists outbound_schema (
       version integer primary key, name text not null, applied_at ${types.integer} not null
     )`
  )
  const known = Math.max(0, ...migrations.map(migration => migration.version))
  const found = await schemaVersion(db)
  if (found > known) throw new NewerSchemaError(found, known)

  for (const { version, name, up } of inOrder(migrations)) {
    if (version <= found) continue
    await up(db, types)
    await db.change(
      `insert into outbound_schema (version, name, applied_at) values (?, ?, ${db.now}) on conflict (version) do nothing`,
      [version, name]
    )
  }
  return known
}

export const schemaVersion = async (db: Database): Promise<number> =>
  toNumber((await db.first('select coalesce(max(version), 0) as version from outbound_schema'))?.version)

const inOrder = (migrations: readonly Migration[]) => [...migrations].sort((a, b) => a.version - b.version)

/**
 * PostgreSQL: an advisory lock of the session. It ends with the connection, so a killed process leaves none behind.
 * SQLite: nothing to do, one process has the file.
 */
const lock = async (db: Database): Promise<() => Promise<void>> => {
  if (db.dialect === 'sqlite') return async () => undefined
  await db.query('select pg_advisory_lock(?)', [LOCK])
  return async () => {
    await db.query('select pg_advisory_unlock(?)', [LOCK])
  }
}
