import type { Logger } from 'botpress/sdk'
import { Dispatcher, ownerFields, type Owner, type Planner, type Watch } from './outbox'
import type { Database } from './platform/database/database'
import { loggerOfBot, say } from './platform/log/say'

/**
 * Who sends in this process: a dispatcher for each bot that is mounted, and who plans what is owed. The planners are
 * capabilities, which themselves ask for sending; so they are named after they are made.
 */
export class Sending {
  private readonly dispatchers = new Map<string, Dispatcher>()
  private readonly planners: Planner[] = []

  constructor(
    private readonly db: Database,
    private readonly logger: Logger,
    private readonly watch: Watch
  ) {}

  plannedBy(...planners: readonly Planner[]): void {
    this.planners.push(...planners)
  }

  plannerOf({ type }: Owner): Planner | undefined {
    return this.planners.find(planner => planner.type === type)
  }

  /** The job of a bot that is being mounted. */
  jobFor(botId: string): Dispatcher {
    const dispatcher = new Dispatcher(
      this.db,
      botId,
      this.planners,
      loggerOfBot(this.logger, botId),
      this.watch
    )
    this.dispatchers.set(botId, dispatcher)
    return dispatcher
  }

  /** Something of these owners is to be sent, or not any more. */
  owed(botId: string, owners: readonly Owner[]): void {
    for (const owner of owners)
      this.dispatchers
        .get(botId)
        ?.poke(owner)
        .catch(err => say(loggerOfBot(this.logger, botId), 'send.neglected', ownerFields(owner), err))
  }

  /** When a bot is unmounted: resolves once nothing of it is on its way. */
  async stop(botId: string): Promise<void> {
    await this.dispatchers.get(botId)?.stop()
    this.dispatchers.delete(botId)
  }

  get bots(): string[] {
    return [...this.dispatchers.keys()]
  }
}
