import type { Logger } from 'botpress/sdk'
import type { Database } from '../platform/database/database'
import type { Job } from '../platform/scheduler'
import type { Fact, FactKind, News } from './fact'
import { Registry, type ErrandResult, type Reaction } from './registry'
import { InboxWorker } from './worker'
import { NewsWriter } from './writer'
import { loggerOfBot } from '../platform/log/say'

/**
 * The outbox's twin: whatever we are told is first written as a row, then answered, then worked off. What a fact causes
 * commits together with marking it done, so a crash loses nothing and repeats nothing.
 */
export class Inbox {
  private readonly registry = new Registry()
  private readonly writer: NewsWriter
  private readonly workers = new Map<string, InboxWorker>()

  constructor(
    private readonly db: Database,
    private readonly logger: Logger,
    /** Facts of these kinds were worked off just now: something that people see may have changed. */
    private readonly worked: (botId: string, kinds: readonly string[]) => void = () => undefined,
    /** How long at most anything is kept of what was told, as a bot's people decided; null: as long as its kind says. */
    private readonly keepAtMost: (botId: string) => Promise<number | null> = async () => null
  ) {
    this.writer = new NewsWriter(db)
  }

  /** A capability's reaction to a kind of fact. Register before the first bot is mounted. */
  on<Body>(kind: FactKind<Body>, reaction: Reaction<Body>): void {
    this.registry.on(kind, reaction)
  }

  /** A call to another server, made at least once and repeated until it succeeds or a day has passed. */
  onErrand<Body>(
    kind: FactKind<Body>,
    run: (botId: string, fact: Fact<Body>) => Promise<ErrandResult>
  ): void {
    this.registry.onErrand(kind, run)
  }

  /** Resolves when the news are safe: only then may whoever told them be answered. */
  async receive(botId: string, told: readonly News[]): Promise<void> {
    await this.writer.write(botId, told)
    this.poke(botId)
  }

  /** Something may be due: look now and not at the next tick. */
  poke(botId: string): void {
    this.workers.get(botId)?.poke()
  }

  /** The job of a bot that is being mounted. It only starts the work, so that a slow server delays no other job. */
  jobFor(botId: string): Job {
    const worker = new InboxWorker(this.db, botId, this.registry, loggerOfBot(this.logger, botId), {
      worked: kinds => this.worked(botId, kinds),
      keepAtMost: () => this.keepAtMost(botId)
    })
    this.workers.set(botId, worker)
    return {
      name: 'inbox',
      run: async () => {
        worker.poke()
        return null
      }
    }
  }

  /** When a bot is unmounted: resolves once nothing of it is under way. */
  async release(botId: string): Promise<void> {
    const worker = this.workers.get(botId)
    this.workers.delete(botId)
    await worker?.stop()
  }
}
