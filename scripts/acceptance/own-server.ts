/** A Local Studio of a test's own: the built one of its target, on fresh data, with tokens that nobody else knows. */
import { randomBytes } from 'crypto'
import fs from 'fs'
import os from 'os'
import path from 'path'
import { createDatabaseAt, dropDatabaseAt } from '../test/postgres'
import { eventually } from './client'
import { startProgram, type RunningProgram } from './processes'
import { serverAt, type Server } from './server'

export interface OwnTarget {
  kind: 'own'
  name: string
  node: '20' | '12.18'
  database: 'SQLite' | 'PostgreSQL'
  /** Set where this machine can't run it. */
  whyNot?: string
}

export interface OwnServer extends Server {
  /** Makes a bot as an operator does, by a folder, and waits until the module serves it. */
  addBot(botId: string): Promise<void>
  /** Takes a bot away as an operator does, and waits until it is served no more. What it answers brings it back. */
  takeAway(botId: string, how: 'disabled' | 'deleted'): Promise<() => Promise<void>>
  /** What the bot answers, in place of a flow: the text of its `reply.js`. */
  setFlow(code: string): void
  stop(): ReturnType<RunningProgram['stop']>
  /** Once more on the same data and database, after a stop. */
  restart(): Promise<void>
  /** Stops what still runs and removes the data. */
  remove(): Promise<void>
}

const secret = () => randomBytes(24).toString('hex')

/** Set by scripts/test/run.mjs. */
const prepared = (variable: 'TEST_POSTGRES_URL' | 'TEST_NODE12') => {
  const value = process.env[variable]
  if (value) return value
  throw new Error(`${variable} is not set: start the tests with \`npm run test:acceptance\`.`)
}

/** Under Node 12.18 the sandboxes can't run inside the Studio, so they run beside it. */
const startSandbox = (dataDir: string, token: string, log: string) =>
  startProgram({
    file: '.build/node20/sandbox.js',
    args: ['--port', '0', '--data', dataDir, '--token', token],
    ready: /^Sandbox ready at (http:\/\/\S+)/,
    log
  })

const startStudio = (environment: Record<string, string>, target: OwnTarget, log: string) =>
  startProgram({
    ...(target.node === '12.18'
      ? { node: prepared('TEST_NODE12'), file: '.build/node12/studio.js' }
      : { file: '.build/node20/studio.js' }),
    environment,
    ready: /^Local Studio ready at (http:\/\/\S+)/,
    log
  })

export const startOwnServer = async (target: OwnTarget, log: string): Promise<OwnServer> => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-acceptance-'))
  const tokens = { admin: secret(), reader: secret() }
  const environment: Record<string, string> = {
    PORT: '0',
    DATA_DIR: dataDir,
    STUDIO_TOKEN: tokens.admin,
    STUDIO_READ_TOKEN: tokens.reader
  }
  let sandbox: RunningProgram | undefined
  let studio: RunningProgram | undefined
  let url = ''

  const start = async () => {
    studio = await startStudio(environment, target, log)
    url = studio.url
  }
  const stop = async () => {
    if (!studio) throw new Error('The server is stopped already.')
    const running = studio
    studio = undefined
    return running.stop()
  }
  const remove = async () => {
    if (studio) await stop()
    await sandbox?.stop()
    const database = environment.DATABASE_URL
    if (database) await dropDatabaseAt(prepared('TEST_POSTGRES_URL'), database)
    fs.rmSync(dataDir, { recursive: true, force: true })
  }

  try {
    if (target.database === 'PostgreSQL') {
      environment.DATABASE_URL = await createDatabaseAt(prepared('TEST_POSTGRES_URL'))
    }
    if (target.node === '12.18') {
      environment.SANDBOX_TOKEN = secret()
      sandbox = await startSandbox(dataDir, environment.SANDBOX_TOKEN, log)
      environment.SANDBOX_URL = sandbox.url
    }
    await start()
  } catch (error) {
    await remove()
    throw error
  }

  const server = serverAt(() => ({ url, bot: 'demo', tokens, sandbox: { url, token: tokens.admin } }))
  const served = (botId: string, wanted: boolean) =>
    eventually(
      () => server.api('/status', { bot: botId }),
      ({ status }) => (status === 200) === wanted
    )
  return {
    ...server,
    stop,
    restart: start,
    remove,
    setFlow: code => fs.writeFileSync(path.join(dataDir, 'bots', 'demo', 'reply.js'), code),
    async addBot(botId) {
      addBotFolder(dataDir, botId)
      await served(botId, true)
    },
    async takeAway(botId, how) {
      const bringBack = how === 'disabled' ? disableBot(dataDir, botId) : deleteBot(dataDir, botId)
      await served(botId, false)
      return async () => {
        bringBack()
        await served(botId, true)
      }
    }
  }
}

const botFolder = (dataDir: string, botId: string) => path.join(dataDir, 'bots', botId)

const disableBot = (dataDir: string, botId: string) => {
  const file = path.join(botFolder(dataDir, botId), 'bot.config.json')
  const before = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(before) as object), disabled: true }))
  return () => fs.writeFileSync(file, before)
}

const deleteBot = (dataDir: string, botId: string) => {
  const elsewhere = path.join(dataDir, `${botId} was deleted`)
  fs.renameSync(botFolder(dataDir, botId), elsewhere)
  return () => fs.renameSync(elsewhere, botFolder(dataDir, botId))
}

const addBotFolder = (dataDir: string, botId: string) => {
  const folder = botFolder(dataDir, botId)
  fs.mkdirSync(folder, { recursive: true })
  const config = {
    id: botId,
    name: botId,
    disabled: false,
    private: false,
    defaultLanguage: 'es',
    languages: ['es'],
    messaging: { channels: {} }
  }
  fs.writeFileSync(path.join(folder, 'bot.config.json'), JSON.stringify(config))
}
