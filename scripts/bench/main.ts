/** `npm run bench`: see --help. The two words that are not in it are for the processes that it starts itself. */
import fs from 'fs'
import os from 'os'
import path from 'path'
import { bench } from './bench'
import { upload } from './importing'
import { measureMemory } from './memory'
import { HELP, readOptions } from './options'
import { writePeople } from './people'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const WARM_UP_ROWS = 20_000

const memoryOf = async (file: string, rows: number) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-bench-'))
  const warmUp = path.join(folder, 'people.csv')
  await writePeople(warmUp, WARM_UP_ROWS)
  say(String(await measureMemory(file, rows, warmUp, WARM_UP_ROWS)))
  fs.rmSync(folder, { recursive: true, force: true })
}

const measure = async (words: readonly string[]) => {
  const asked = readOptions(words)
  switch (asked.kind) {
    case 'help':
      return say(HELP)
    case 'wrong':
      throw new Error(`${asked.why} See --help.`)
    case 'run': {
      const figures = await bench(asked.options, say)
      if (asked.options.json !== null)
        fs.writeFileSync(asked.options.json, `${JSON.stringify(figures, null, 2)}\n`)
    }
  }
}

const run = ([word, ...rest]: readonly string[]): Promise<void> => {
  const [first = '', second = ''] = rest
  if (word === '--upload') return upload(first, second)
  if (word === '--memory') return memoryOf(first, Number(second))
  return measure(word === undefined ? [] : [word, ...rest])
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
