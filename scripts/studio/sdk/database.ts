/**
 * The database as Botpress v12 opens it: SQLite through one connection that the whole server shares, PostgreSQL through
 * two to ten, foreign keys on, nothing else changed. `knex` and its drivers are whatever the process brings (3.x on Node
 * 20; Botpress's own 0.20.1 in the bundle for Node 12.18), so only what both have is used here.
 */
import fs from 'fs'
import path from 'path'
import knexFactory, { type Knex } from 'knex'
import { codeOf, messageOf, StartProblem } from '../problems'
import { type Settings, withoutPassword } from '../settings'
import { withBotpressHelpers, type BotpressDatabase } from './database-helpers'
import { type HostLogger } from './logger'

const CONNECT_TIMEOUT_MS = 10_000

export const knexForSettings = (
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  logger?: HostLogger
): Knex => {
  const url = settings.databaseUrl
  const shared: Knex.Config = {
    useNullAsDefault: true,
    acquireConnectionTimeout: 60_000,
    log: logger && {
      warn: (message: unknown) => logger.warn(`[knex] ${messageOf(message)}`),
      error: (message: unknown) => logger.error(`[knex] ${messageOf(message)}`),
      debug: () => undefined
    }
  }
  if (url && /^postgres(ql)?:/i.test(url)) {
    return knexFactory({
      ...shared,
      client: 'pg',
      connection: {
        connectionString: url,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS
      } as Knex.PgConnectionConfig,
      pool: { min: 2, max: 10 },
      searchPath: ['public']
    })
  }
  const filename = url ? path.resolve(url) : path.join(settings.dataDir, 'storage', 'core.sqlite')
  fs.mkdirSync(path.dirname(filename), { recursive: true })
  return knexFactory({
    ...shared,
    client: 'sqlite3',
    connection: { filename },
    pool: {
      min: 1,
      max: 1,
      afterCreate: (
        connection: { run(sql: string, done: (error?: Error) => void): void },
        done: (error?: Error) => void
      ) => connection.run('PRAGMA foreign_keys = ON', done)
    }
  })
}

/** Opens it and asks one question, so that a wrong address is known at the start and not at the first visitor. */
export const openDatabase = async (settings: Settings, logger: HostLogger): Promise<BotpressDatabase> => {
  let knex: Knex | undefined
  try {
    knex = knexForSettings(settings, logger)
    await knex.raw('select 1')
    return withBotpressHelpers(knex)
  } catch (error) {
    if (knex) await knex.destroy().catch(() => undefined)
    const where = settings.databaseUrl ? withoutPassword(settings.databaseUrl) : settings.dataDir
    const code = codeOf(error)
    const why = messageOf(error).split('\n')[0] || code || 'no answer'
    throw new StartProblem(`The database at ${where} cannot be reached: ${why}`)
  }
}
