/**
 * The browser of the tests: the one named by CHROMIUM_PATH, else the one that the machine has, else one that is
 * installed now (Debian and its kin as root: the distribution's own; elsewhere Playwright's).
 */
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { run } from './command.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/snap/bin/chromium'
]

const HOW_TO = 'Install Chromium or Chrome, or give the path of one in CHROMIUM_PATH.'

const onPath = name =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map(folder => path.join(folder, name))

const isExecutable = file =>
  access(file, constants.X_OK).then(
    () => true,
    () => false
  )

/** A file that is there may still be unable to run: Ubuntu's `chromium-browser` without snap, for one. */
const runs = async file =>
  (await isExecutable(file)) &&
  run(file, ['--version']).then(
    () => true,
    () => false
  )

const firstThatRuns = async files => {
  for (const file of files) if (await runs(file)) return file
  return undefined
}

const findInstalled = async () => {
  const { chromium } = await import('playwright-core')
  return firstThatRuns([...NAMES.flatMap(onPath), ...APPLICATIONS, chromium.executablePath()])
}

const installWithApt = async () => {
  console.log('Installing Chromium with apt (once)…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { env })
}

const installWithPlaywright = async () => {
  console.log("Installing Playwright's Chromium (once)…")
  await run(process.execPath, [path.join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'])
}

/** The path of a Chromium that runs. */
export const ensureChromium = async () => {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (await runs(given)) return given
    throw new Error(`CHROMIUM_PATH is ${given}, which does not run. ${HOW_TO}`)
  }
  const installed = await findInstalled()
  if (installed) return installed

  const isDebianRoot = process.getuid?.() === 0 && (await firstThatRuns(onPath('apt-get')))
  const failures = []
  for (const install of isDebianRoot ? [installWithApt, installWithPlaywright] : [installWithPlaywright]) {
    await install().catch(error => failures.push(error.message))
    const found = await findInstalled()
    if (found) return found
  }
  throw new Error(['No Chromium for the browser tests.', HOW_TO, ...failures].join('\n'))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(await ensureChromium())
