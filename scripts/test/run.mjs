/**
 * `npm test` and its kin: prepares what the chosen layers need, runs jest once, and ends with the real counts.
 *
 *   node scripts/test/run.mjs [--full] LAYER… [what jest takes]
 *   npm run test:unit -- scripts/studio -t "one name"
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { acceptanceTargets, projectName } from '../acceptance/targets.mjs'
import { buildAll, out, root } from '../build/build.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureNode12, whyNoNode12 } from './node12.mjs'

const LAYERS = ['unit', 'integration', 'acceptance', 'e2e']

/** jest has done its work and doesn't end: some test left a server or a timer behind, which is a failure of its own. */
const UNTIL_LEFT_OPEN_MS = 60_000

const readArguments = args => {
  const full = args[0] === '--full'
  const rest = full ? args.slice(1) : args
  const first = rest.findIndex(arg => !LAYERS.includes(arg))
  const layers = first < 0 ? rest : rest.slice(0, first)
  if (layers.length === 0) throw new Error(`Which layers? Some of: ${LAYERS.join(', ')}.`)
  return { full, layers, forJest: first < 0 ? [] : rest.slice(first) }
}

/** What the layers need, made ready; answers the variables that tell the tests where it is. */
const prepare = async layers => {
  const environment = {}
  const isGiven = acceptanceTargets().some(target => target.kind === 'given')
  const runsBuilt = ['integration', 'e2e', ...(isGiven ? [] : ['acceptance'])].some(one =>
    layers.includes(one)
  )
  if (!runsBuilt) return environment

  const withNode12 = layers.includes('integration') || (layers.includes('acceptance') && !isGiven)
  const whyNot = whyNoNode12()
  if (withNode12 && whyNot) {
    console.log(`Skipped, what runs on Botpress v12's own Node: ${whyNot}.`)
    environment.TEST_WITHOUT_NODE12 = whyNot
  }
  if (withNode12 && !whyNot) environment.TEST_NODE12 = (await ensureNode12()).node
  await buildAll({ node12: withNode12 && !whyNot })
  if (layers.includes('e2e')) environment.CHROMIUM_PATH = await ensureChromium()
  return environment
}

const projectsOf = layers =>
  layers.flatMap(layer => (layer === 'acceptance' ? acceptanceTargets().map(projectName) : [layer]))

const runJest = (args, environment, summaryFile) =>
  new Promise((resolve, reject) => {
    const jest = spawn(process.execPath, [path.join(root, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment, TEST_SUMMARY: summaryFile }
    })
    let doneSince
    let leftOpen = false
    const watch = setInterval(() => {
      if (!existsSync(summaryFile)) return
      doneSince ??= Date.now()
      if (Date.now() - doneSince < UNTIL_LEFT_OPEN_MS) return
      leftOpen = true
      jest.kill('SIGKILL')
    }, 500)
    for (const signal of ['SIGINT', 'SIGTERM']) {
      // Ctrl-C reaches jest by itself; it ends first, and this after it.
      process.on(signal, () => signal === 'SIGTERM' && jest.kill(signal))
    }
    jest.on('error', reject)
    jest.on('exit', code => {
      clearInterval(watch)
      resolve({ code: code ?? 1, leftOpen })
    })
  })

const readSummary = file => {
  // Without one jest ended before it could say anything: that is a failure too.
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, milliseconds: {} }
  return JSON.parse(readFileSync(file, 'utf8'))
}

const seconds = milliseconds => `${(milliseconds / 1000).toFixed(1)} s`

const runLayers = async ({ full, layers, forJest }) => {
  const summaryFile = path.join(out, 'tests', `summary-${process.pid}.json`)
  mkdirSync(path.dirname(summaryFile), { recursive: true })
  rmSync(summaryFile, { force: true })

  const startedAt = Date.now()
  const environment = { ...(await prepare(layers)), ...(full ? { TEST_FULL: '1' } : {}) }
  console.log(`Prepared in ${seconds(Date.now() - startedAt)}.`)

  const args = [...forJest, '--selectProjects', ...projectsOf(layers)]
  const ended = await runJest(args, environment, summaryFile)
  const { passed, failed, skipped, milliseconds } = readSummary(summaryFile)
  rmSync(summaryFile, { force: true })

  for (const [layer, time] of Object.entries(milliseconds)) console.log(`${layer}: ${seconds(time)}`)
  if (ended.leftOpen) console.error('The tests are done but something they started still runs: it was ended.')
  const failures = Math.max(failed + (ended.leftOpen ? 1 : 0), ended.code === 0 ? 0 : 1)
  return { passed, failures, skipped }
}

/** What can't even begin has failed, and says in one line why. */
const notBegun = error => {
  console.error(error.message)
  return { passed: 0, failures: 1, skipped: 0 }
}

const { passed, failures, skipped } = await Promise.resolve(process.argv.slice(2))
  .then(readArguments)
  .then(runLayers)
  .catch(notBegun)
console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failures > 0 ? 1 : 0
