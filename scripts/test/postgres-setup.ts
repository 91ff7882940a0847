/** Before the layers with databases: one PostgreSQL for the whole run, unless an address of one is given. */
import { startPostgres, type Postgres } from './postgres'

declare global {
  // Jest runs the set-up and the tear-down in one process; this is how the one tells the other.
  var testPostgres: Postgres | undefined
}

export default async () => {
  if (process.env.TEST_POSTGRES_URL) return
  globalThis.testPostgres = await startPostgres()
  process.env.TEST_POSTGRES_URL = globalThis.testPostgres.url()
}
