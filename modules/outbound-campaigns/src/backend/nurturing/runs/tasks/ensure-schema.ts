import type { Database } from '../../../platform/database/database'
import { schemaVersion } from '../../../platform/database/migrate'
import { migrations } from '../../../platform/database/schema'
import type { Task } from '../task'

const NEEDED = Math.max(...migrations.map(({ version }) => version))

/** The tables are there as this version of the module needs them: the module's start has made them. */
export const ensureSchema = (db: Database): Task => ({
  name: 'ensure_schema',
  needs: [],
  async run() {
    const version = await schemaVersion(db)
    if (version < NEEDED)
      throw new Error(`The database has version ${version} of the schema, and version ${NEEDED} is needed.`)
    return { kind: 'done', counts: { schema_version: version } }
  }
})
