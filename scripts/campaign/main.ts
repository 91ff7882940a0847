/** `npm run campaign`: see --help. */
import { readFileSync } from 'fs'
import { setTimeout as pause } from 'timers/promises'
import { run } from './commands'
import { HELP, readOptions, type Asked } from './options'
import { RefusedError, Server, UnreachableError } from './server'

const CANT = 1
const WRONG_WORDS = 2

const isOfFiles = (err: unknown): err is Error => err instanceof Error && 'syscall' in err

const obey = async ({ command, where, json }: Extract<Asked, { kind: 'run' }>): Promise<number> => {
  const { stdout, stderr } = process
  const terminal = {
    get width() {
      return stdout.isTTY ? stdout.columns : null
    },
    write: (text: string) => void stdout.write(text),
    out: stdout,
    pause: (ms: number) => pause(ms)
  }
  try {
    return await run(command, { server: new Server(where), terminal, json })
  } catch (err) {
    if (!(err instanceof RefusedError || err instanceof UnreachableError || isOfFiles(err))) throw err
    stderr.write(`${err.message}\n`)
    return CANT
  }
}

const asked = readOptions(process.argv.slice(2), {
  environment: process.env,
  read: file => readFileSync(file, 'utf8')
})
switch (asked.kind) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    process.stderr.write(`${asked.why} See --help.\n`)
    process.exitCode = WRONG_WORDS
    break
  case 'run':
    obey(asked).then(
      code => {
        process.exitCode = code
      },
      (err: unknown) => {
        process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`)
        process.exitCode = CANT
      }
    )
}
