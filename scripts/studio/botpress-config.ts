/** `data/global/botpress.config.json`: which modules there are and whether they are enabled, as Botpress keeps it. */
import fs from 'fs'
import path from 'path'
import { readJsonObject, writeJsonFile } from './json-file'
import { isRecord } from './problems'
import { VERSION } from './sdk/api'

export interface BotpressConfig {
  read(): Promise<Record<string, unknown>>
  /** Lists the module if it is new; says whether it is enabled. */
  isEnabled(moduleName: string): Promise<boolean>
}

export const openBotpressConfig = async (dataDir: string): Promise<BotpressConfig> => {
  const file = path.join(dataDir, 'global', 'botpress.config.json')
  if (!fs.existsSync(file)) {
    await fs.promises.mkdir(path.dirname(file), { recursive: true })
    await writeJsonFile(file, {
      version: VERSION,
      httpServer: { bodyLimit: '10mb', cors: { enabled: true, origin: '*' } },
      modules: []
    })
  }
  const read = () => readJsonObject(file)
  await read()

  return {
    read,
    isEnabled: async moduleName => {
      const config = await read()
      const modules = Array.isArray(config.modules) ? config.modules.filter(isRecord) : []
      const location = `MODULES_ROOT/${moduleName}`
      const listed = modules.find(module => module.location === location)
      if (listed) return listed.enabled !== false
      await writeJsonFile(file, { ...config, modules: [...modules, { location, enabled: true }] })
      return true
    }
  }
}
