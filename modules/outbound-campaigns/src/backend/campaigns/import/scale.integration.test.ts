import { execFile } from 'child_process'
import { build } from 'esbuild'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { promisify } from 'util'
import type { ScaleReport } from './testing/scale-program'

jest.setTimeout(600_000)

/** TEST_FULL=1 takes the million that is promised; a tenth of it shows the same in a tenth of the time. */
const ROWS = process.env.TEST_FULL === '1' ? 1_000_000 : 100_000

describe(`A file of ${ROWS} rows`, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-scale-'))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  it('comes in whole, in little memory, while the bot goes on', async () => {
    const program = path.join(folder, 'scale-program.js')
    await build({
      entryPoints: [path.join(__dirname, 'testing/scale-program.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['knex', 'sqlite3'],
      logLevel: 'error'
    })
    const root = path.dirname(path.dirname(require.resolve('knex/package.json')))
    const { stdout } = await promisify(execFile)(process.execPath, [program, String(ROWS), folder], {
      env: { ...process.env, NODE_PATH: root }
    })
    const { answer, pending, progressReports, seconds, memoryGrowthMb, queries } = JSON.parse(
      stdout
    ) as ScaleReport

    // As the program makes the file: every 500th row is no number, every other 700th the number of the row before.
    const invalid = ROWS / 500
    const duplicates = Math.floor(ROWS / 700) - Math.floor(ROWS / 3500)
    const accepted = ROWS - invalid - duplicates
    expect(answer).toMatchObject({ rows: ROWS, accepted, duplicates, invalid, opted_out: 0 })
    expect(pending).toBe(accepted)
    expect(progressReports).toBeGreaterThanOrEqual(Math.floor(seconds))
    expect(memoryGrowthMb).toBeLessThan(64)
    expect(queries.count).toBeGreaterThan(50)
    expect(queries.p99).toBeLessThanOrEqual(50)
  })
})
