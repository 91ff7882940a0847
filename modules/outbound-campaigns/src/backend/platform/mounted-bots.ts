import type { Logger } from 'botpress/sdk'
import { Scheduler, type Job, type Pulse } from './scheduler'
import { loggerOfBot, say } from './log/say'

interface MountedBot {
  scheduler: Scheduler
  /** Why this bot's part could not be started. The bot itself lives. */
  problem: string | null
}

/**
 * The bots that Botpress has mounted here: the ones whose data may be asked for, each with its own scheduler.
 * Botpress makes a bot unmountable when a module throws while it is mounted, so nothing here ever does.
 */
export class MountedBots {
  private readonly bots = new Map<string, MountedBot>()

  constructor(
    private readonly jobsFor: (botId: string) => Promise<readonly Job[]>,
    private readonly logger: Logger
  ) {}

  async mount(botId: string): Promise<void> {
    await this.unmount(botId)
    const bot = await this.prepare(botId)
    this.bots.set(botId, bot)
    if (bot.problem === null) bot.scheduler.start()
  }

  async unmount(botId: string): Promise<void> {
    const bot = this.bots.get(botId)
    this.bots.delete(botId)
    await bot?.scheduler.stop()
  }

  async unmountAll(): Promise<void> {
    await Promise.all([...this.bots.keys()].map(botId => this.unmount(botId)))
  }

  has(botId: string): boolean {
    return this.bots.has(botId)
  }

  stateOf(botId: string): { problem: string | null; pulse: Pulse } | undefined {
    const bot = this.bots.get(botId)
    return bot && { problem: bot.problem, pulse: bot.scheduler.pulse }
  }

  private async prepare(botId: string): Promise<MountedBot> {
    const logger = loggerOfBot(this.logger, botId)
    try {
      return { scheduler: new Scheduler(await this.jobsFor(botId), logger), problem: null }
    } catch (err) {
      say(logger, 'bot.not_started', {}, err)
      return {
        scheduler: new Scheduler([], logger),
        problem: err instanceof Error ? err.message : String(err)
      }
    }
  }
}
