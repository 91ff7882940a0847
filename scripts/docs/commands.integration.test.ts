/**
 * The commands of the README, typed as they stand there, in a copy of this repository: a build must not change what other
 * tests are just running. What CI types itself, or would take too long, says so.
 */
import { execFileSync, spawn, type ChildProcess } from 'child_process'
import { once } from 'events'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { createDatabaseAt, dropDatabaseAt } from '../test/postgres'
import { blocksOf, codesOf } from './markdown'

jest.setTimeout(240_000)

const ROOT = path.join(__dirname, '../..')
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8')

/** Where else each is typed. */
const ELSEWHERE: Record<string, string> = {
  'npm ci': '.ci/run',
  'npm test': '.ci/run',
  'npm run check': '.ci/run',
  'npm run campaign': 'scripts/acceptance/readme.once.acceptance.test.ts',
  'npm run test:integration': 'is what runs this',
  'npm run test:acceptance': 'test:unit with another word; against a given server below',
  'npm run test:e2e': 'test:unit with another word',
  'npm run test:full': 'npm test with larger numbers'
}

let copy = ''
const running = new Set<ChildProcess>()

/** What a terminal of somebody who has just cloned it knows. */
const surroundings = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const { PATH, HOME, CHROMIUM_PATH } = process.env
  return { PATH, HOME, CHROMIUM_PATH, PORT: '0', ...more }
}

const type = (line: string, more: NodeJS.ProcessEnv = {}): string =>
  execFileSync('bash', ['-c', line], { cwd: copy, encoding: 'utf8', env: surroundings(more) })

const inCopy = (file: string): string => path.join(copy, file)

/** Types a command that goes on until it is stopped; answers the address that it is ready at. */
const typeAndLeave = (line: string, ready: RegExp, more: NodeJS.ProcessEnv = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-c', line], { cwd: copy, env: surroundings(more), detached: true })
    running.add(shell)
    let said = ''
    const hear = (text: Buffer): void => {
      said += text.toString()
      const address = ready.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    }
    shell.stdout.on('data', hear)
    shell.stderr.on('data', hear)
    shell.on('exit', code => reject(new Error(`${line} ended with ${code}:\n${said}`)))
  })

/** npm, the shell and what they started, as Ctrl-C does. */
const stopAll = async (): Promise<void> => {
  for (const shell of running) {
    const gone = shell.exitCode === null ? once(shell, 'exit') : null
    if (shell.pid !== undefined && gone) process.kill(-shell.pid, 'SIGINT')
    await gone
    running.delete(shell)
  }
}

const READY = /Local Studio ready at (http:\/\/\S+)/

const ask = async (url: string): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${url}/api/v1/bots/demo/mod/outbound-campaigns/status`, {
    headers: { authorization: 'Bearer secret' }
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

beforeAll(() => {
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-commands-'))
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8'
  })
  for (const file of files.split('\0').filter(name => name !== '' && fs.existsSync(path.join(ROOT, name)))) {
    fs.mkdirSync(path.dirname(inCopy(file)), { recursive: true })
    fs.copyFileSync(path.join(ROOT, file), inCopy(file))
  }
  for (const place of ['', 'modules/outbound-campaigns']) {
    const modules = path.join(ROOT, place, 'node_modules')
    if (fs.existsSync(modules))
      fs.symlinkSync(fs.realpathSync(modules), inCopy(path.join(place, 'node_modules')))
  }
})

afterEach(stopAll, 60_000)
afterAll(() => fs.rmSync(copy, { recursive: true, force: true }))

const typedHere = new Set<string>()
/** A test that types one of the README's commands. */
const typing = (command: string, does: string, body: () => Promise<void>): void => {
  typedHere.add(/^(?:\w+=\S+ )*(npm (?:run )?[\w:]+)/.exec(command)?.[1] ?? command)
  test(`${command}: ${does}`, body)
}

typing('npm run build', 'builds the module', async () => {
  type('npm run build')
  expect(fs.existsSync(inCopy('modules/outbound-campaigns/dist/backend/index.js'))).toBe(true)
})

typing('npm run build:modules', 'builds every module', async () => {
  fs.rmSync(inCopy('modules/outbound-campaigns/dist'), { recursive: true })
  type('npm run build:modules')
  expect(fs.existsSync(inCopy('modules/outbound-campaigns/dist/backend/index.js'))).toBe(true)
})

typing('npm run package', 'writes what is put into data/modules', async () => {
  type('npm run package')
  expect(fs.statSync(inCopy('outbound-campaigns.tgz')).size).toBeGreaterThan(100_000)
})

typing('npm start', 'says how it is told something else', async () => {
  expect(type('npm start -- --help')).toContain('--database-url')
})

typing(
  'STUDIO_TOKEN=secret npm start',
  'the Local Studio, which acceptance tests of another server take',
  async () => {
    expect(README).toContain('`STUDIO_TOKEN=secret npm start`')
    const url = await typeAndLeave('STUDIO_TOKEN=secret npm start', READY)
    expect(await ask(url)).toMatchObject({ ok: true })
    const said = type('npm run test:acceptance -- scripts/acceptance/module.acceptance.test.ts 2>&1', {
      ACCEPTANCE_URL: url,
      ACCEPTANCE_TOKEN: 'secret'
    })
    expect(said).toMatch(/^\d+ passed, 0 failed/m)
  }
)

test('npm start -- --database-url: the same on PostgreSQL', async () => {
  const line =
    blocksOf(README)
      .find(({ text }) => text.includes('--database-url'))
      ?.text.trim() ?? ''
  const server = process.env.TEST_POSTGRES_URL ?? ''
  const database = await createDatabaseAt(server)
  try {
    const typed = line.replace(/postgres:\S+/, database)
    expect(typed).not.toBe(line)
    const url = await typeAndLeave(typed, READY, { STUDIO_TOKEN: 'secret' })
    expect(await ask(url)).toMatchObject({ ok: true, database: { kind: 'postgres' } })
  } finally {
    await stopAll()
    await dropDatabaseAt(server, database)
  }
})

typing('npm run sandbox', 'the sandboxes by themselves', async () => {
  const url = await typeAndLeave('npm run sandbox', /Sandbox ready at (http:\/\/\S+)/)
  expect((await fetch(`${url}/sandbox/credentials`)).status).toBe(401)
})

typing('npm run reference', 'changes nothing: the reference is up to date', async () => {
  const page = 'modules/outbound-campaigns/docs/api.md'
  const before = fs.readFileSync(inCopy(page), 'utf8')
  type('npm run reference')
  expect(fs.readFileSync(inCopy(page), 'utf8')).toBe(before)
})

typing('npm run test:unit', 'one file of a layer', async () => {
  const said = type('npm run test:unit -- scripts/campaign/progress.test.ts 2>&1')
  expect(said).toMatch(/^\d+ passed, 0 failed/m)
})

describe.each(['campaign', 'torture', 'bench', 'screenshots'])('npm run %s', name => {
  typedHere.add(`npm run ${name}`)
  test('says what it can be told', () => {
    expect(type(`npm run ${name} -- --help`)).toMatch(/--help +this text/)
  })
})

test('that is every command of the README', () => {
  const shell = blocksOf(README).flatMap(({ language, text }) => (language === 'sh' ? [text] : []))
  const named = [...shell, ...codesOf(README)].flatMap(text =>
    [...text.matchAll(/npm (?:run [\w:]+|ci|test|start)\b/g)].map(([command]) => command)
  )
  const known = new Set([...typedHere, ...Object.keys(ELSEWHERE)])
  expect([...new Set(named)].filter(command => !known.has(command))).toEqual([])
})
