/**
 * The built programs as child processes. Each is up when it says so on stdout, and its whole output is kept in the test
 * file's log, which the report shows when a test fails.
 */
import { spawn, type ChildProcess } from 'child_process'
import { once } from 'events'
import fs from 'fs'
import path from 'path'
import { createInterface } from 'readline'

const root = path.resolve(__dirname, '../..')

export interface Program {
  /** The node that runs it; today's unless said. */
  node?: string
  /** From the repository's root. */
  file: string
  args?: string[]
  environment?: Record<string, string>
  /** The line that says it is ready; its first group is the address. */
  ready: RegExp
  log: string
}

export interface RunningProgram {
  url: string
  /** Asks it to end, and answers how it did: its exit code (null: it had to be killed) and the time it took. */
  stop(): Promise<{ code: number | null; milliseconds: number }>
  /** Ends it as a power cut does: at once, in the middle of whatever it does. */
  kill(): Promise<void>
}

const START_MS = 60_000
const STOP_MS = 15_000

/** What this process was given for itself must not decide how the program runs. */
const OURS =
  /^(PORT|HOST|DATA_DIR|DATABASE_URL|STUDIO_|SANDBOX_|NO_SANDBOX|VONAGE_|EXTERNAL_URL|MODULE|BP_MODULE_)/

const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name) && !/^npm_/i.test(name)))

const untilReady = (child: ChildProcess, { file, ready, log }: Program) =>
  new Promise<string>((resolve, reject) => {
    if (!child.stdout || !child.stderr) throw new Error('The program was started without its pipes.')
    fs.mkdirSync(path.dirname(log), { recursive: true })
    const said: string[] = []
    const keep = (line: string) => {
      fs.appendFileSync(log, `${line}\n`)
      if (said.length < 200) said.push(line)
    }
    const fail = (what: string) => reject(new Error(`${file} ${what}:\n${said.join('\n')}`))
    const giveUp = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`was not ready within ${START_MS / 1000} s`)
    }, START_MS)
    createInterface(child.stdout).on('line', line => {
      keep(line)
      const url = ready.exec(line)?.[1]
      if (url === undefined) return
      clearTimeout(giveUp)
      resolve(url)
    })
    createInterface(child.stderr).on('line', keep)
    child.on('error', reject)
    child.on('exit', code => {
      clearTimeout(giveUp)
      fail(`ended with ${code} before it was ready`)
    })
  })

export const startProgram = async (program: Program): Promise<RunningProgram> => {
  const file = path.join(root, program.file)
  if (!fs.existsSync(file)) throw new Error(`${program.file} is not built: run \`npm run test:acceptance\`.`)
  const child = spawn(program.node ?? process.execPath, [file, ...(program.args ?? [])], {
    cwd: root,
    env: { ...inherited(), ...program.environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = once(child, 'exit') as Promise<[number | null]>
  ended.catch(() => undefined)
  const url = await untilReady(child, program)
  return {
    url,
    async stop() {
      const asked = Date.now()
      child.kill('SIGTERM')
      const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      const [code] = await ended
      clearTimeout(tooLong)
      return { code, milliseconds: Date.now() - asked }
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}
