/**
 * A module's configuration, by Botpress's rules. Four levels, each laid over the one before, key by key and not deeper:
 * the schema's defaults, `data/global/config/<module>.json`, the environment, `data/bots/<bot>/config/<module>.json`.
 * The global file is written with every default when it is missing, which freezes those defaults.
 */
import fs from 'fs'
import path from 'path'
import { isRecord } from '../problems'
import { readJsonObject, writeJsonFile } from '../json-file'
import { isBotId } from './ghost'
import { type HostLogger } from './logger'

type Values = Record<string, unknown>

export interface ModuleConfigs {
  /** From now on the module's schema is known; its global file is there afterwards. Throws when that file is broken. */
  adopt(moduleName: string, moduleFolder: string): Promise<void>
  forget(moduleName: string): void
  global(moduleName: string): Promise<Values>
  forBot(moduleName: string, botId: string, ignoreGlobal?: boolean): Promise<Values>
}

export const createModuleConfigs = (
  dataDir: string,
  environment: Record<string, string>,
  logger: HostLogger
): ModuleConfigs => {
  const schemas = new Map<string, Values>()
  const globalFile = (name: string) => path.join(dataDir, 'global', 'config', `${name}.json`)
  const botFile = (name: string, botId: string) => path.join(dataDir, 'bots', botId, 'config', `${name}.json`)

  const merged = async (name: string, botId?: string, ignoreGlobal = false): Promise<Values> => {
    const schema = schemas.get(name) ?? {}
    return {
      ...defaultsOf(schema),
      ...(ignoreGlobal ? {} : await readJsonObject(globalFile(name))),
      ...fromEnvironment(name, schema, environment),
      ...(botId ? await ofBot(name, botId) : {})
    }
  }

  const ofBot = async (name: string, botId: string): Promise<Values> => {
    if (!isBotId(botId)) throw new Error(`"${botId}" is not a bot's id`)
    const file = botFile(name, botId)
    if (!fs.existsSync(file)) return {}
    try {
      return await readJsonObject(file)
    } catch (error) {
      // Botpress goes on with an empty file too, but without a word.
      logger.forBot(botId).attachError(error).error(`The bot's own configuration of "${name}" is left out`)
      return {}
    }
  }

  return {
    adopt: async (name, folder) => {
      const file = path.join(folder, 'assets', 'config.schema.json')
      const schema = fs.existsSync(file) ? await readJsonObject(file) : {}
      schemas.set(name, schema)

      const target = globalFile(name)
      if (fs.existsSync(target)) {
        await readJsonObject(target)
        return
      }
      await fs.promises.mkdir(path.dirname(target), { recursive: true })
      await writeJsonFile(target, {
        $schema: `../../assets/modules/${name}/config.schema.json`,
        ...defaultsOf(schema)
      })
    },
    forget: name => void schemas.delete(name),
    global: name => merged(name),
    forBot: (name, botId, ignoreGlobal) => merged(name, botId, ignoreGlobal)
  }
}

const properties = (schema: Values): Array<[string, Values]> =>
  isRecord(schema.properties)
    ? Object.entries(schema.properties).filter((entry): entry is [string, Values] => isRecord(entry[1]))
    : []

const defaultsOf = (schema: Values): Values => {
  const values: Values = {}
  for (const [key, property] of properties(schema)) {
    if (property.default !== undefined) values[key] = property.default
    else if (property.type === 'object') values[key] = defaultsOf(property)
  }
  return values
}

const isNested = (property: Values) => property.type === 'object' && isRecord(property.properties)

/** Botpress's name for a key: `BP_MODULE_<MODULE>_<KEY>`, whatever is not a letter, digit or _ turned into _. */
export const variableName = (moduleName: string, key: string): string =>
  `BP_MODULE_${`${moduleName}_${key}`.replace(/[^A-Z0-9_]+/gi, '_')}`.toUpperCase()

const fromEnvironment = (
  name: string,
  schema: Values,
  environment: Record<string, string>,
  below = ''
): Values => {
  const values: Values = {}
  for (const [key, property] of properties(schema)) {
    if (key.startsWith('$')) continue
    const full = below ? `${below}.${key}` : key
    if (isNested(property)) {
      const inner = fromEnvironment(name, property, environment, full)
      if (Object.keys(inner).length > 0) values[key] = inner
      continue
    }
    const given = environment[variableName(name, full)]
    if (given !== undefined) values[key] = parsed(given)
  }
  return values
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
