/** A database as Botpress opens it, with the module's tables, on a disk that keeps what it commits. */
import fs from 'fs'
import os from 'os'
import path from 'path'
import { Database } from '../../modules/outbound-campaigns/src/backend/platform/database/database'
import { migrate } from '../../modules/outbound-campaigns/src/backend/platform/database/migrate'
import { migrations } from '../../modules/outbound-campaigns/src/backend/platform/database/schema'
import { knexForSettings } from '../studio/sdk/database'
import { withBotpressHelpers } from '../studio/sdk/database-helpers'
import { startPostgres } from '../test/postgres'

export interface Store {
  name: 'SQLite' | 'PostgreSQL'
  db: Database
  close(): Promise<void>
}

const opened = async (
  name: Store['name'],
  settings: { databaseUrl?: string; dataDir: string },
  afterwards: () => Promise<void>
): Promise<Store> => {
  const knex = knexForSettings(settings)
  const db = new Database(withBotpressHelpers(knex))
  await migrate(db, migrations)
  return {
    name,
    db,
    async close() {
      await knex.destroy()
      await afterwards()
    }
  }
}

export const sqliteStore = async (): Promise<Store> => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-bench-'))
  return opened('SQLite', { dataDir }, async () => fs.rmSync(dataDir, { recursive: true, force: true }))
}

export const postgresStore = async (): Promise<Store> => {
  const postgres = await startPostgres('crash-safe')
  return opened('PostgreSQL', { databaseUrl: await postgres.createDatabase(), dataDir: os.tmpdir() }, () =>
    postgres.stop()
  )
}
