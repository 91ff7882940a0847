/** `npm run torture`: see --help. */
import { randomInt } from 'crypto'
import { HELP, readOptions, type TortureOptions } from './options'
import { torture } from './torture'

const say = (line: string) => process.stdout.write(`${line}\n`)

const run = async (options: TortureOptions) => {
  const { runs, complaints } = await torture(options, say)
  const kills = runs.reduce((sum, run) => sum + run.kills.length, 0)
  if (complaints.length === 0) {
    say(`${kills} kills in ${runs.length} runs: nobody messaged twice, nobody forgotten.`)
    return
  }
  say(`${kills} kills in ${runs.length} runs: ${complaints.length} complaints, see above.`)
  process.exitCode = 1
}

const asked = readOptions(process.argv.slice(2), () => randomInt(1_000_000))
switch (asked.kind) {
  case 'help':
    say(HELP)
    break
  case 'wrong':
    process.stderr.write(`${asked.why} See --help.\n`)
    process.exitCode = 1
    break
  case 'run':
    run(asked.options).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      process.exitCode = 1
    })
}
