/**
 * A database with the module's schema, made once and copied for each test: a copy takes milliseconds where the migrations
 * take hundreds. What it was made of is in its name, so that one of an earlier schema is never taken.
 */
import { createHash } from 'crypto'
import fs from 'fs'
import path from 'path'
import { Client } from 'pg'
import { atDatabase, onServer } from './postgres'

const ROOT = path.resolve(__dirname, '../..')
const SCHEMA = path.join(ROOT, 'modules/outbound-campaigns/src/backend/platform/database')
const KEPT = path.join(ROOT, '.build/tests/templates')

/** Everything that migrations are made of lies in one folder. */
const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return filesIn(file)
      return /\.test\.ts$/.test(entry.name) ? [] : [file]
    })
    .sort()

let known: string | undefined

const fingerprint = (): string => {
  if (known !== undefined) return known
  const hash = createHash('sha256')
  for (const file of filesIn(SCHEMA)) hash.update(path.relative(SCHEMA, file)).update(fs.readFileSync(file))
  known = hash.digest('hex').slice(0, 16)
  return known
}

/** `make` writes the schema into a new file; answers the file that is to be copied. */
export const sqliteTemplate = async (make: (file: string) => Promise<void>): Promise<string> => {
  const file = path.join(KEPT, `${fingerprint()}.sqlite`)
  if (fs.existsSync(file)) return file
  fs.mkdirSync(KEPT, { recursive: true })
  const fresh = `${file}.${process.pid}`
  fs.rmSync(fresh, { force: true })
  await make(fresh)
  // Whole or not at all: several workers may be at it.
  fs.renameSync(fresh, file)
  return file
}

/** Any number: who makes a template on this server waits for whoever is just making it. */
const LOCK = 4_711_021

/** The name of a database on this server that is to be copied; nobody may be connected to it. */
export const postgresTemplate = async (
  serverUrl: string,
  make: (url: string) => Promise<void>
): Promise<string> => {
  const name = `template_${fingerprint()}`
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return name
    const fresh = `${name}_${process.pid}`
    await onServer(serverUrl, `create database ${fresh}`)
    await make(atDatabase(serverUrl, fresh))
    await client.query(`alter database ${fresh} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}
