/**
 * Which bots are mounted. A bot is `mounted` once every module has taken it; `unmounted` when it is disabled, gone, or a
 * module has thrown while taking it. One change at a time: a bot is never mounted and unmounted at once.
 */
import { type BotChange, type Bots } from './sdk/bots'
import { type HostLogger } from './sdk/logger'
import { type Messaging } from './sdk/messaging'
import { type ModuleLoader } from './modules/module-loader'

export interface BotLife {
  mounted(): string[]
  mount(botId: string): Promise<boolean>
  unmount(botId: string): Promise<void>
  follow(change: BotChange): Promise<void>
  /** Runs while no bot is being mounted or unmounted. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

export const createBotLife = (
  bots: Bots,
  modules: () => ModuleLoader,
  messaging: () => Messaging,
  logger: HostLogger
): BotLife => {
  const mounted = new Set<string>()
  let line: Promise<unknown> = Promise.resolve()

  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = line.then(work)
    line = mine.catch(() => undefined)
    return mine
  }

  const mount = async (botId: string): Promise<boolean> => {
    const bot = bots.find(botId)
    if (!bot || bot.disabled || mounted.has(botId)) return mounted.has(botId)
    try {
      if (!bot.languages.includes(bot.defaultLanguage)) {
        throw new Error('Supported languages must include the default language of the bot')
      }
      await messaging().prepare(botId)
      await modules().mountAll(botId)
      mounted.add(botId)
      return true
    } catch (error) {
      logger.forBot(botId).attachError(error).critical(`Cannot mount bot "${botId}"`)
      return false
    }
  }

  const unmount = async (botId: string): Promise<void> => {
    if (!mounted.delete(botId)) return
    await modules().unmountAll(botId)
  }

  return {
    alone,
    mounted: () => [...mounted],
    mount: botId => alone(() => mount(botId)),
    unmount: botId => alone(() => unmount(botId)),
    follow: ({ botId }) =>
      alone(async () => {
        await unmount(botId)
        if (await mount(botId)) logger.forBot(botId).info('The bot is mounted')
        else logger.forBot(botId).info('The bot is not mounted')
      })
  }
}
