/**
 * A module's life, in Botpress's order. Loading: its configuration, `onServerStarted` (a throw skips the module), its
 * resources, `onServerReady` (a throw is logged), `onBotMount` for each bot (a throw leaves that bot unmounted).
 * Unloading: `onBotUnmount` for each bot, `onModuleUnmount`, then nothing of its code is held any more.
 */
import { messageOf } from '../problems'
import { type Actions } from '../sdk/actions'
import { type ModuleConfigs } from '../sdk/config'
import { type HostLogger } from '../sdk/logger'
import { findModule, type FoundModule } from './resolve'

type Bp = typeof import('botpress/sdk')

export type LoadOutcome = { kind: 'loaded'; name: string } | { kind: 'skipped'; name: string; reason: string }

export interface ModuleLoader {
  /** Up to and with `onServerStarted`. */
  start(location: string): Promise<LoadOutcome>
  ready(name: string): Promise<void>
  mount(name: string, botId: string): Promise<void>
  /** Every module for one bot; the first throw ends it. */
  mountAll(botId: string): Promise<void>
  unmountAll(botId: string): Promise<void>
  unload(name: string, mountedBots: string[]): Promise<void>
  loaded(): FoundModule[]
}

export const createModuleLoader = (parts: {
  cacheFolder: string
  bpFor(moduleName: string): Bp
  sdkValues(): Record<string, unknown>
  configs: ModuleConfigs
  actions: Actions
  logger: HostLogger
  /** Whether `botpress.config.json` wants it. */
  isEnabled(moduleName: string): Promise<boolean>
  /** Before its configuration is read for the first time. */
  beforeConfig(moduleName: string): void
}): ModuleLoader => {
  const modules = new Map<string, FoundModule>()
  const { logger } = parts

  const loaded = (name: string): FoundModule => {
    const found = modules.get(name)
    if (!found) throw new Error(`Module "${name}" is not loaded`)
    return found
  }

  const unmount = async ({ name, entry }: FoundModule, botId: string) => {
    try {
      await entry.onBotUnmount?.(parts.bpFor(name), botId)
    } catch (error) {
      logger.forBot(botId).attachError(error).error(`Module "${name}" failed to let go of the bot`)
    }
  }

  return {
    loaded: () => [...modules.values()],
    start: async location => {
      const found = await findModule(location, parts.cacheFolder, parts.sdkValues())
      const { name, folder, entry } = found
      if (modules.has(name)) throw new Error(`Module "${name}" is loaded already`)
      if (!(await parts.isEnabled(name))) {
        logger.warn(`Module "${name}" is skipped: it is disabled in botpress.config.json`)
        return { kind: 'skipped', name, reason: 'disabled in botpress.config.json' }
      }
      parts.beforeConfig(name)
      await parts.configs.adopt(name, folder)
      try {
        await entry.onServerStarted?.(parts.bpFor(name))
        await parts.actions.importFrom(folder, name)
      } catch (error) {
        parts.configs.forget(name)
        logger.attachError(error).error(`Module "${name}" is skipped: its onServerStarted failed`)
        return { kind: 'skipped', name, reason: messageOf(error) }
      }
      modules.set(name, found)
      return { kind: 'loaded', name }
    },
    ready: async name => {
      try {
        await loaded(name).entry.onServerReady?.(parts.bpFor(name))
      } catch (error) {
        logger.attachError(error).warn(`Module "${name}" goes on although its onServerReady failed`)
      }
    },
    mount: async (name, botId) => loaded(name).entry.onBotMount?.(parts.bpFor(name), botId),
    mountAll: async botId => {
      for (const { name, entry } of modules.values()) {
        try {
          await entry.onBotMount?.(parts.bpFor(name), botId)
        } catch (error) {
          throw new Error(`while mounting bot in module ${name}: ${messageOf(error)}`)
        }
      }
    },
    unmountAll: async botId => {
      for (const module of modules.values()) await unmount(module, botId)
    },
    unload: async (name, mountedBots) => {
      const module = loaded(name)
      for (const botId of mountedBots) await unmount(module, botId)
      try {
        await module.entry.onModuleUnmount?.(parts.bpFor(name))
      } catch (error) {
        logger.attachError(error).error(`Module "${name}" failed to stop`)
      }
      await parts.actions.disable(name)
      parts.configs.forget(name)
      modules.delete(name)
    }
  }
}

export const translationsOf = (modules: FoundModule[]): Record<string, Record<string, unknown>> => {
  const all: Record<string, Record<string, unknown>> = {}
  for (const { name, entry } of modules) {
    for (const [language, texts] of Object.entries<object>(entry.translations ?? {})) {
      const module = (all[language] ??= { module: {} }).module as Record<string, unknown>
      module[name] = texts
    }
  }
  return all
}
