/**
 * The four databases under which the module runs, for `describe.each(databases)`: knex 0.20.1 (Botpress) and knex 3 (the
 * Local Studio), each on SQLite and on PostgreSQL. `create` gives a database of its own that has the module's schema, and
 * `createEmpty` one that has nothing; both with the pool that Botpress gives it and with what Botpress adds to knex.
 */
import type { KnexExtended } from 'botpress/sdk'
import fs from 'fs'
import createKnex from 'knex'
import createKnex020 from 'knex-0.20'
import os from 'os'
import path from 'path'
import { Database } from '../../modules/outbound-campaigns/src/backend/platform/database/database'
import { migrate } from '../../modules/outbound-campaigns/src/backend/platform/database/migrate'
import { migrations } from '../../modules/outbound-campaigns/src/backend/platform/database/schema'
import { withBotpressHelpers } from '../studio/sdk/database-helpers'
import { createDatabaseAt, dropDatabaseAt } from './postgres'
import { postgresTemplate, sqliteTemplate } from './template-database'

export interface TestDatabase {
  knex: KnexExtended
  destroy(): Promise<void>
}

export interface DatabaseUnderTest {
  name: string
  engine: 'SQLite' | 'PostgreSQL'
  create(): Promise<TestDatabase>
  createEmpty(): Promise<TestDatabase>
}

type CreateKnex = typeof createKnex

interface SqliteConnection {
  exec(statements: string, done: (error: Error | null) => void): void
}

/** As Botpress has it, but that nothing waits for the disk: no test asks what a power cut leaves. */
const ON_OPENING = 'PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF'

const sqliteAt = (create: CreateKnex, filename: string): KnexExtended => {
  const knex = create({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: SqliteConnection, done: (error: Error | null) => void) =>
        connection.exec(ON_OPENING, done)
    }
  })
  return withBotpressHelpers(knex)
}

const postgresAt = (create: CreateKnex, url: string): KnexExtended =>
  withBotpressHelpers(create({ client: 'pg', connection: url, pool: { min: 2, max: 10 } }))

const withSchema = async (knex: KnexExtended): Promise<void> => {
  await migrate(new Database(knex), migrations)
  await knex.destroy()
}

type Content = 'schema' | 'nothing'

const onSqlite = async (create: CreateKnex, content: Content): Promise<TestDatabase> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-sqlite-'))
  const filename = path.join(folder, 'core.sqlite')
  if (content === 'schema')
    fs.copyFileSync(await sqliteTemplate(file => withSchema(sqliteAt(createKnex, file))), filename)
  const knex = sqliteAt(create, filename)
  return {
    knex,
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

const onPostgres = async (create: CreateKnex, content: Content): Promise<TestDatabase> => {
  const server = postgresServer()
  const template =
    content === 'schema'
      ? await postgresTemplate(server, at => withSchema(postgresAt(createKnex, at)))
      : undefined
  const url = await createDatabaseAt(server, template)
  const knex = postgresAt(create, url)
  return {
    knex,
    async destroy() {
      await knex.destroy()
      await dropDatabaseAt(server, url)
    }
  }
}

const under = (
  name: string,
  engine: DatabaseUnderTest['engine'],
  make: (content: Content) => Promise<TestDatabase>
): DatabaseUnderTest => ({
  name,
  engine,
  create: () => make('schema'),
  createEmpty: () => make('nothing')
})

export const databases: DatabaseUnderTest[] = [
  under('knex 0.20.1 on SQLite', 'SQLite', content => onSqlite(createKnex020, content)),
  under('knex 0.20.1 on PostgreSQL', 'PostgreSQL', content => onPostgres(createKnex020, content)),
  under('knex 3 on SQLite', 'SQLite', content => onSqlite(createKnex, content)),
  under('knex 3 on PostgreSQL', 'PostgreSQL', content => onPostgres(createKnex, content))
]
