/**
 * The command: reads what was asked, starts the Local Studio, prints where it is, and stops it when told to. What a
 * person can mend is one line on stderr; only a fault of the program shows a stack.
 */
import { createHost, type LocalStudio } from './host'
import { StartProblem } from './problems'
import { readSettings } from './settings'

const STOP_WITHIN_MS = 4_000

const say = (text: string) => process.stdout.write(`${text}\n`)

const main = async (): Promise<void> => {
  const asked = readSettings(process.argv.slice(2), process.env, process.cwd())
  if (asked.kind === 'help') {
    say(asked.text)
    return
  }

  const stop = stopsOnSignal()
  const studio = await createHost(asked.settings)
  stop.afterwards(studio)
  say(`Local Studio ready at ${studio.url}`)
  say(`  Open once, as administrator: ${studio.loginLink('admin')}`)
  say(`  Open once, only to read:     ${studio.loginLink('read')}`)
}

/** A signal while starting ends the process at once; later ones close what is open, within a bounded time. */
const stopsOnSignal = () => {
  let running: LocalStudio | undefined
  let stopping = false
  const onSignal = (signal: NodeJS.Signals) => {
    const code = signal === 'SIGINT' ? 130 : 143
    if (stopping || !running) process.exit(code)
    stopping = true
    setTimeout(() => process.exit(code), STOP_WITHIN_MS).unref()
    running.close().then(
      () => process.exit(0),
      () => process.exit(1)
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    afterwards: (studio: LocalStudio) => {
      running = studio
    }
  }
}

main().catch((error: unknown) => {
  const text =
    error instanceof StartProblem
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
})
