/**
 * The four databases under which the module runs, for `describe.each(databases)`: knex 0.20.1 (Botpress) and knex 3 (the
 * Local Studio), each on SQLite and on PostgreSQL. `create` gives an empty database of its own, with the pool that
 * Botpress gives it and with what Botpress adds to knex.
 */
import type { KnexExtended } from 'botpress/sdk'
import fs from 'fs'
import createKnex from 'knex'
import createKnex020 from 'knex-0.20'
import os from 'os'
import path from 'path'
import { withBotpressHelpers } from '../studio/sdk/database-helpers'
import { createDatabaseAt, dropDatabaseAt } from './postgres'

export interface TestDatabase {
  knex: KnexExtended
  destroy(): Promise<void>
}

export interface DatabaseUnderTest {
  name: string
  engine: 'SQLite' | 'PostgreSQL'
  create(): Promise<TestDatabase>
}

type CreateKnex = typeof createKnex

interface SqliteConnection {
  run(statement: string, done: (error: Error | null) => void): void
}

const onSqlite = async (create: CreateKnex): Promise<TestDatabase> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-sqlite-'))
  const filename = path.join(folder, 'core.sqlite')
  const knex = create({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: SqliteConnection, done: (error: Error | null) => void) =>
        connection.run('PRAGMA foreign_keys = ON', done)
    }
  })
  return {
    knex: withBotpressHelpers(knex),
    async destroy() {
      await knex.destroy()
      fs.rmSync(folder, { recursive: true, force: true })
    }
  }
}

const postgresServer = () => {
  const url = process.env.TEST_POSTGRES_URL
  if (url) return url
  throw new Error(
    'No PostgreSQL: this test runs in the layers whose set-up starts one (integration, acceptance).'
  )
}

const onPostgres = async (create: CreateKnex): Promise<TestDatabase> => {
  const url = await createDatabaseAt(postgresServer())
  const knex = create({ client: 'pg', connection: url, pool: { min: 2, max: 10 } })
  return {
    knex: withBotpressHelpers(knex),
    async destroy() {
      await knex.destroy()
      await dropDatabaseAt(postgresServer(), url)
    }
  }
}

export const databases: DatabaseUnderTest[] = [
  { name: 'knex 0.20.1 on SQLite', engine: 'SQLite', create: () => onSqlite(createKnex020) },
  { name: 'knex 0.20.1 on PostgreSQL', engine: 'PostgreSQL', create: () => onPostgres(createKnex020) },
  { name: 'knex 3 on SQLite', engine: 'SQLite', create: () => onSqlite(createKnex) },
  { name: 'knex 3 on PostgreSQL', engine: 'PostgreSQL', create: () => onPostgres(createKnex) }
]
