/** A Local Studio in the test's own process, in a folder of its own, closed and removed again. */
import fs from 'fs'
import os from 'os'
import path from 'path'
import { removeFolder } from '../files'
import { createHost, type LocalStudio } from '../host'
import { createLogBook, type LogLine } from '../sdk/logger'
import type { Settings } from '../settings'
import { type Fixture, writeModule } from './fixture-module'

// A limit ends what hangs; it measures nothing, and the machine may be busy.
jest.setTimeout(60_000)

export const ADMIN = 'admin-token-of-the-test'
export const READER = 'reader-token-of-the-test'

export interface TestStudio extends LocalStudio {
  dataDir: string
  lines: LogLine[]
  /** A request with the administrator's token, unless `headers` says otherwise. */
  call(address: string, options?: RequestInit & { token?: string | null }): Promise<Response>
}

export const temporaryFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'studio-test-'))

const open: Array<() => Promise<void>> = []

/** For `afterEach`: closes every studio and removes every folder of the test. */
export const cleanUp = async (): Promise<void> => {
  for (const close of open.splice(0).reverse()) await close()
}

export const folderForTest = (): string => {
  const folder = temporaryFolder()
  open.push(() => removeFolder(folder))
  return folder
}

export const studioWith = async (fixture: Fixture, changes: Partial<Settings> = {}): Promise<TestStudio> => {
  const folder = folderForTest()
  return studioAt(folder, { module: writeModule(path.join(folder, 'modules'), fixture), ...changes })
}

export const studioAt = async (folder: string, changes: Partial<Settings>): Promise<TestStudio> => {
  const dataDir = path.join(folder, 'data')
  const lines: LogLine[] = []
  const studio = await createHost(
    {
      port: 0,
      host: '127.0.0.1',
      dataDir,
      token: ADMIN,
      readToken: READER,
      sandbox: { kind: 'none' },
      // Nobody listens there: no test may reach the real one.
      vonageApiUrl: 'http://127.0.0.1:9',
      module: path.join(folder, 'modules', 'fixture'),
      environment: {},
      ...changes
    },
    createLogBook((_text, line) => lines.push(line))
  )
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await studio.close()
  }
  open.push(close)
  return {
    ...studio,
    close,
    dataDir,
    lines,
    call: (address, { token = ADMIN, headers, ...rest } = {}) =>
      fetch(`${studio.url}${address}`, {
        redirect: 'manual',
        ...rest,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(headers as Record<string, string>)
        }
      })
  }
}

export const writeBot = (
  dataDir: string,
  id: string,
  config: Record<string, unknown> = {},
  files: Record<string, string> = {}
) => {
  const folder = path.join(dataDir, 'bots', id)
  fs.mkdirSync(folder, { recursive: true })
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, file), text)
  const whole = {
    id,
    name: id,
    defaultLanguage: 'es',
    languages: ['es'],
    messaging: { channels: {} },
    ...config
  }
  fs.writeFileSync(path.join(folder, 'bot.config.json'), JSON.stringify(whole))
}

type NotYet = false | null | undefined

/** Waits for a condition, never for a time; the limit is only there so that a broken test ends. */
export const until = async <T>(
  what: string,
  ask: () => T | NotYet | Promise<T | NotYet>,
  limitMs = 20_000
): Promise<T> => {
  const end = Date.now() + limitMs
  for (;;) {
    const found = await ask()
    if (found !== undefined && found !== null && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
