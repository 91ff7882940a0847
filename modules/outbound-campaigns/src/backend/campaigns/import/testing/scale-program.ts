/**
 * Uploads a big file to a campaign on SQLite in a process of its own, while another query asks the same database over and
 * over, as a bot would. Prints what it cost, as JSON: the test that starts it says what is allowed.
 *
 *   node scale-program.js <rows> <folder>
 */
import fs from 'fs'
import http from 'http'
import createKnex from 'knex'
import path from 'path'
import { performance } from 'perf_hooks'
import type { KnexExtended } from 'botpress/sdk'
import { readLane } from '../../../outbox'
import { Database } from '../../../platform/database/database'
import { migrate } from '../../../platform/database/migrate'
import { migrations } from '../../../platform/database/schema'
import type { ImportAnswer } from '../schema'
import { percentile } from './percentile'
import { makeLane, UploadServer } from './upload-server'

export interface ScaleReport {
  answer: ImportAnswer
  pending: number
  progressReports: number
  seconds: number
  memoryGrowthMb: number
  queries: { count: number; p50: number; p99: number; longest: number }
}

const BAD_EVERY = 500
const REPEATED_EVERY = 700

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** Numbers in no order, as lists have them: the hardest for an index. Each number comes once: the step is coprime. */
const writeFile = (file: string, rows: number): void => {
  const out = fs.openSync(file, 'w')
  fs.writeSync(out, 'phone_number,nombre,monto,fecha\n')
  const numberOf = (row: number) => 4_420_000_000 + ((row * 7_368_787) % 9_999_991)
  let text = ''
  for (let row = 1; row <= rows; row += 1) {
    const number = row % REPEATED_EVERY === 0 ? numberOf(row - 1) : numberOf(row)
    text += `${row % BAD_EVERY === 0 ? '12345' : number},Nombre ${row} Pérez,${row % 1000}.50,2026-11-21\n`
    if (text.length > 1_000_000 || row === rows) {
      fs.writeSync(out, text)
      text = ''
    }
  }
  fs.closeSync(out)
}

const upload = (address: string, file: string): Promise<ImportAnswer> =>
  new Promise((resolve, reject) => {
    const req = http.request(address, { method: 'POST', headers: { 'content-type': 'text/csv' } }, res => {
      let body = ''
      res.on('data', (piece: Buffer) => (body += piece.toString()))
      res.on('end', () => resolve(JSON.parse(body) as ImportAnswer))
    })
    req.on('error', reject)
    fs.createReadStream(file).pipe(req)
  })

const main = async (rows: number, folder: string): Promise<ScaleReport> => {
  const file = path.join(folder, 'gente.csv')
  writeFile(file, rows)
  const knex = createKnex({
    client: 'sqlite3',
    connection: { filename: path.join(folder, 'core.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 }
  })
  const db = new Database(Object.assign(knex, { isLite: true }) as unknown as KnexExtended)
  await migrate(db, migrations)
  await db.execute('create table bot_sessions (id integer primary key, state text)')
  for (let id = 0; id < 100; id += 1) await db.change('insert into bot_sessions values (?, ?)', [id, 'x'])
  await makeLane(db, 1)
  const server = await UploadServer.start(db)

  const waits: number[] = []
  let over = false
  const ask = async () => {
    while (!over) {
      const askedAt = performance.now()
      await db.first('select state from bot_sessions where id = ?', [waits.length % 100])
      waits.push(performance.now() - askedAt)
      await pause(2)
    }
  }
  // What the process needs for any upload at all is not what the size of the file costs.
  const small = path.join(folder, 'pocos.csv')
  writeFile(small, 5000)
  await makeLane(db, 2)
  await upload(server.address(2), small)
  server.progress.length = 0

  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
  const asking = ask()
  const startedAt = performance.now()
  const answer = await upload(server.address(1), file)
  const seconds = (performance.now() - startedAt) / 1000
  over = true
  await asking
  clearInterval(watch)

  const pending = (await readLane(db, { type: 'campaign', id: 1 }))?.tally.pending ?? 0
  await server.close()
  await knex.destroy()
  return {
    answer,
    pending,
    progressReports: server.progress.length,
    seconds,
    memoryGrowthMb: (peak - before) / 1024 / 1024,
    queries: {
      count: waits.length,
      p50: percentile(waits, 0.5),
      p99: percentile(waits, 0.99),
      longest: percentile(waits, 1)
    }
  }
}

const [, , rows = '', folder = ''] = process.argv
main(Number(rows), folder).then(
  report => process.stdout.write(JSON.stringify(report)),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'It failed.'}\n`)
    // The database's pool would keep the process alive.
    process.exit(1)
  }
)
