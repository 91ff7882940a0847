/** The built Local Studio as a process of its own, on any free port, with a data folder of its own. */
import { spawn } from 'child_process'
import fs from 'fs'
import os from 'os'
import path from 'path'

const PROGRAM = path.resolve(__dirname, '../../.build/node20/studio.js')
const READY = /^Local Studio ready at (http:\/\/127\.0\.0\.1:\d+)$/m
const LINKS = /^.*?(https?:\/\/\S+\/login\?token=\S+).*$/gm
const UNTIL_READY_MS = 60_000

export interface LocalStudio {
  url: string
  /** One-time links as they were printed, in order: for an administrator, then for somebody who only reads. */
  links: string[]
  stop(): Promise<void>
}

export const makeDataFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'studio-e2e-'))

/** A bot that has nothing but a name: no account to send from. */
const addBareBot = (dataDir: string, id: string, name: string): void => {
  const folder = path.join(dataDir, 'bots', id)
  fs.mkdirSync(folder, { recursive: true })
  const bot = {
    id,
    name,
    disabled: false,
    private: false,
    defaultLanguage: 'es',
    languages: ['es'],
    messaging: {}
  }
  fs.writeFileSync(path.join(folder, 'bot.config.json'), JSON.stringify(bot))
}

export interface StudioOptions {
  /** Of its environment, such as STUDIO_TOKEN. */
  settings?: Record<string, string>
  /** The file that keeps what it says. */
  log?: string
}

export const startLocalStudio = (
  dataDir: string,
  { settings = {}, log }: StudioOptions = {}
): Promise<LocalStudio> =>
  new Promise((resolve, reject) => {
    const { PATH, HOME } = process.env
    const environment = { PATH, HOME, PORT: '0', DATA_DIR: dataDir, ...settings }
    const studio = spawn(process.execPath, [PROGRAM], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<void>(done => studio.on('exit', () => done()))
    let said = ''
    let complained = ''

    const keep = (text: string): void => {
      if (log === undefined) return
      fs.mkdirSync(path.dirname(log), { recursive: true })
      fs.appendFileSync(log, text)
    }
    const fail = (why: string): void => {
      clearTimeout(patience)
      studio.kill('SIGKILL')
      reject(new Error(`${why}\n${said}\n${complained}`))
    }
    const patience = setTimeout(() => fail('The Local Studio was not ready in time.'), UNTIL_READY_MS)
    const exited = (): void => fail('The Local Studio ended instead of starting.')

    studio.on('error', problem => fail(problem.message))
    studio.on('exit', exited)
    studio.stderr.on('data', (chunk: Buffer) => {
      complained += chunk.toString()
      keep(chunk.toString())
    })
    studio.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      keep(chunk.toString())
      const url = READY.exec(said)?.[1]
      const links = Array.from(said.matchAll(LINKS), match => match[1] ?? '')
      if (url === undefined || links.length < 2) return
      clearTimeout(patience)
      studio.off('exit', exited)
      const stop = async (): Promise<void> => {
        studio.kill('SIGTERM')
        await ended
      }
      resolve({ url, links, stop })
    })
  })

/** Beside the demo bot stands one that has nothing: `bare`. */
export const startWithBareBot = async (dataDir: string, options?: StudioOptions): Promise<LocalStudio> => {
  // The first start makes the demo bot; the second one finds the other beside it.
  await (await startLocalStudio(dataDir, options)).stop()
  addBareBot(dataDir, 'bare', 'Bare')
  return startLocalStudio(dataDir, options)
}
