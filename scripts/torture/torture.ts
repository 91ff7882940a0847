/** Runs one after the other, each on a database of its own, and what they add up to. */
import fs from 'fs'
import os from 'os'
import path from 'path'
import { startPostgres, type Postgres } from '../test/postgres'
import type { TortureOptions } from './options'
import { seeded } from './random'
import { tortureOnce, type RunResult } from './run'
import { tortureSequence } from './sequence-run'

export interface TortureResult {
  runs: readonly RunResult[]
  complaints: string[]
}

export const torture = async (
  options: TortureOptions,
  say: (line: string) => void
): Promise<TortureResult> => {
  const { runs, db, nodes, seed } = options
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-torture-'))
  // A kill of the server is no power cut, but what is promised is promised of a database that keeps what it committed.
  const postgres: Postgres | null = db === 'postgres' ? await startPostgres('crash-safe') : null
  const random = seeded(seed)
  const results: RunResult[] = []
  say(`${runs} runs on ${db}, ${nodes} ${nodes === 1 ? 'server' : 'servers'}, --seed ${seed}`)
  try {
    for (let run = 1; run <= runs; run += 1) {
      say(`Run ${run}: ${options.rows} people, ${options.kills} kills`)
      const result = await (options.sequences ? tortureSequence : tortureOnce)({
        ...options,
        folder: fs.mkdtempSync(path.join(folder, 'run-')),
        databaseUrl: await postgres?.createDatabase(),
        random,
        say
      })
      results.push(result)
      for (const line of result.told) say(line)
      for (const complaint of result.complaints) say(`  WRONG  ${complaint}`)
    }
  } finally {
    await postgres?.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return { runs: results, complaints: results.flatMap(({ complaints }) => complaints) }
}
