/**
 * The bots are the folders `data/bots/<id>` that hold a `bot.config.json`. What a folder says now is found by looking
 * every moment: a bot whose folder appears, changes, is disabled or goes away is told to whoever watches. A file that
 * cannot be read counts as no bot, and is said once.
 */
import fs from 'fs'
import path from 'path'
import type { BotConfig } from 'botpress/sdk'
import { entriesOf } from '../files'
import { parseJson } from '../json-file'
import { isRecord, messageOf, StartProblem } from '../problems'
import { isBotId } from './ghost'
import { type HostLogger } from './logger'

export type BotChange = { botId: string; now: BotConfig | undefined }

export interface Bots {
  find(botId: string): BotConfig | undefined
  all(): Map<string, BotConfig>
  /** Looks once; a broken file is a problem of the start. */
  readAtStart(): Promise<void>
  /** Looks once, and says what has changed since the last time. */
  look(): Promise<BotChange[]>
  watch(onChange: (change: BotChange) => Promise<void>): { stop(): Promise<void> }
}

const LOOK_EVERY_MS = 500
const FILE = 'bot.config.json'

interface Seen {
  text: string
  config: BotConfig | undefined
}

export const createBots = (dataDir: string, logger: HostLogger): Bots => {
  const folder = path.join(dataDir, 'bots')
  let seen = new Map<string, Seen>()

  const readOne = async (botId: string, onFault: (fault: unknown) => void): Promise<Seen | undefined> => {
    const file = path.join(folder, botId, FILE)
    const text = await fs.promises.readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) return undefined
    const before = seen.get(botId)
    if (before?.text === text) return before
    try {
      return { text, config: asBot(botId, parseJson(text, file), file) }
    } catch (error) {
      onFault(error)
      return { text, config: undefined }
    }
  }

  const readAll = async (onFault: (botId: string, fault: unknown) => void): Promise<BotChange[]> => {
    const now = new Map<string, Seen>()
    for (const entry of await entriesOf(folder)) {
      if (!entry.isDirectory() || !isBotId(entry.name)) continue
      const found = await readOne(entry.name, fault => onFault(entry.name, fault))
      if (found) now.set(entry.name, found)
    }
    const before = seen
    seen = now
    const ids = new Set([...before.keys(), ...now.keys()])
    return [...ids]
      .filter(botId => before.get(botId)?.text !== now.get(botId)?.text)
      .map(botId => ({ botId, now: now.get(botId)?.config }))
  }

  const look = () =>
    readAll((botId, fault) => logger.forBot(botId).error(`The bot is left out: ${messageOf(fault)}`))

  return {
    find: botId => seen.get(botId)?.config,
    all: () => {
      const bots = new Map<string, BotConfig>()
      for (const [botId, { config }] of [...seen].sort(byName)) if (config) bots.set(botId, config)
      return bots
    },
    readAtStart: async () => {
      await readAll((_botId, fault) => {
        throw fault
      })
    },
    look,
    watch: onChange => {
      let stopped = false
      let timer: NodeJS.Timeout | undefined
      const round = async () => {
        for (const change of await look()) if (!stopped) await onChange(change)
      }
      let current = Promise.resolve()
      const schedule = () => {
        timer = setTimeout(() => {
          current = round()
            .catch(error => logger.attachError(error).error('The folder of the bots could not be read'))
            .then(() => (stopped ? undefined : schedule()))
        }, LOOK_EVERY_MS)
        timer.unref()
      }
      schedule()
      return {
        stop: async () => {
          stopped = true
          if (timer) clearTimeout(timer)
          await current
        }
      }
    }
  }
}

const byName = ([a]: [string, Seen], [b]: [string, Seen]) => (a < b ? -1 : 1)

const asBot = (id: string, value: unknown, file: string): BotConfig => {
  if (!isRecord(value)) throw new StartProblem(`${file}:1:1 must hold a JSON object`)
  const defaultLanguage = typeof value.defaultLanguage === 'string' ? value.defaultLanguage : 'en'
  const languages = Array.isArray(value.languages) ? value.languages.map(String) : [defaultLanguage]
  return {
    ...value,
    id,
    name: typeof value.name === 'string' ? value.name : id,
    defaultLanguage,
    languages,
    messaging:
      isRecord(value.messaging) && isRecord(value.messaging.channels)
        ? { channels: value.messaging.channels }
        : undefined
  }
}
