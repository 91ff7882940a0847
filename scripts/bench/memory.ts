/** How much a process grows while it takes in a file: measured in a process that does nothing else. */
import { spawn } from 'child_process'
import { importFile } from './importing'
import { sqliteStore } from './store'

const MB = 1024 * 1024
const LOOK_MS = 20

/** In megabytes. */
export const memoryOfImport = (file: string, rows: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', __filename, '--memory', file, String(rows)], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.on('error', reject)
    child.on('exit', code =>
      code === 0 ? resolve(Number(said)) : reject(new Error(`The import ended with ${code}.`))
    )
  })

/** What that process does: a small file first, so that what is loaded once is not counted. */
export const measureMemory = async (file: string, rows: number, warmUp: string, warmUpRows: number) => {
  const store = await sqliteStore()
  await importFile(store, warmUp, warmUpRows)
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), LOOK_MS)
  await importFile(store, file, rows)
  clearInterval(look)
  await store.close()
  return (peak - before) / MB
}
