/**
 * A module's actions: the files of `dist/actions`, copied to `data/global/actions/<module>/`, each the body of a function
 * with `bp`, `event`, `args`, `user`, `temp`, `session` at hand. They run in a context of their own, as in Botpress.
 */
import fs from 'fs'
import path from 'path'
import vm from 'vm'
import { listFiles } from '../files'
import { isRecord, messageOf } from '../problems'
import { type HostEvent } from './event'

export interface Actions {
  /** Replaces what an earlier version of the module had brought. */
  importFrom(moduleFolder: string, moduleName: string): Promise<void>
  disable(moduleName: string): Promise<void>
  /** `<module>/<file>`, or `<file>` of the bot's own `actions` folder. */
  run(name: string, args: unknown, event: HostEvent): Promise<unknown>
}

/** What Botpress's actions find without bringing it: Node's own modules and the core's axios. */
const LENT = ['axios']

export const createActions = (dataDir: string, bpForActions: () => unknown): Actions => {
  const globalFolder = path.join(dataDir, 'global', 'actions')

  const codeOf = async (name: string, botId: string): Promise<{ code: string; file: string }> => {
    if (!/^[\w-]+(\/[\w-]+)*$/.test(name)) throw new Error(`"${name}" is not an action's name`)
    for (const folder of [globalFolder, path.join(dataDir, 'bots', botId, 'actions')]) {
      const file = path.join(folder, `${name}.js`)
      if (fs.existsSync(file)) return { code: await fs.promises.readFile(file, 'utf8'), file }
    }
    throw new Error(`Action "${name}" not found`)
  }

  const clear = async (moduleName: string) => {
    const folder = path.join(globalFolder, moduleName)
    for (const file of await listFiles(folder)) await fs.promises.unlink(path.join(folder, file))
  }

  return {
    disable: clear,
    importFrom: async (moduleFolder, moduleName) => {
      await clear(moduleName)
      const from = path.join(moduleFolder, 'dist', 'actions')
      for (const file of await listFiles(from)) {
        const target = path.join(globalFolder, moduleName, file)
        await fs.promises.mkdir(path.dirname(target), { recursive: true })
        await fs.promises.copyFile(path.join(from, file), target)
      }
    },
    run: async (name, args, event) => {
      const { code, file } = await codeOf(name, event.botId)
      const { user, temp, session, bot } = event.state
      const context = vm.createContext({
        bp: bpForActions(),
        event,
        args: isRecord(args) ? args : {},
        user,
        temp,
        session,
        bot,
        require: lend,
        process: { env: {} },
        console,
        Buffer,
        URL,
        URLSearchParams,
        setTimeout,
        clearTimeout,
        setImmediate
      })
      try {
        const result: unknown = await vm.runInContext(`(async () => {${code}\n})()`, context, {
          filename: file
        })
        return result
      } catch (error) {
        throw new Error(`Action "${name}" failed: ${messageOf(error)}`)
      }
    }
  }
}

const lend = (name: string): unknown => {
  if (LENT.includes(name)) return require('axios') as unknown
  if (!name.startsWith('.') && !name.startsWith('/')) return require(name) as unknown
  throw new Error(`An action cannot require ${name}`)
}
