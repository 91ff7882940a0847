import type { Database } from '../platform/database/database'
import type { News } from './fact'
import { insertNews } from './store'

/** More than this on its way into the table at one time means that the database doesn't keep up. */
const MOST_WAITING = 5_000
const AT_ONCE = 500

interface Waiting {
  told: Array<News & { botId: string }>
  done(): void
  failed(reason: unknown): void
}

/**
 * Writes news down before anybody is answered. Thirty thousand statuses as thirty thousand commits would hold up the bot
 * whose connection they share: so what comes in while one write is under way goes with the next, in one statement. Alone
 * on the line, nothing waits.
 */
export class NewsWriter {
  private waiting: Waiting[] = []
  private count = 0
  private writing = false

  constructor(private readonly db: Database) {}

  /** Resolves when the news are in the table; rejects when they could not be written, or would wait too long. */
  write(botId: string, told: readonly News[]): Promise<void> {
    if (told.length === 0) return Promise.resolve()
    if (this.count > 0 && this.count + told.length > MOST_WAITING) return Promise.reject(new InboxBusyError())
    return new Promise((done, failed) => {
      this.waiting.push({ told: told.map(one => ({ ...one, botId })), done, failed })
      this.count += told.length
      if (!this.writing) void this.writeAll()
    })
  }

  private async writeAll(): Promise<void> {
    this.writing = true
    while (this.waiting.length > 0) {
      const batch = this.takeBatch()
      try {
        await insertNews(
          this.db,
          batch.flatMap(({ told }) => told)
        )
        for (const { done } of batch) done()
      } catch (err) {
        for (const { failed } of batch) failed(err)
      }
      this.count -= batch.reduce((sum, { told }) => sum + told.length, 0)
    }
    this.writing = false
  }

  private takeBatch(): Waiting[] {
    let size = 0
    const end = this.waiting.findIndex(({ told }) => (size += told.length) > AT_ONCE)
    return this.waiting.splice(0, end === -1 ? this.waiting.length : Math.max(1, end))
  }
}

export class InboxBusyError extends Error {
  constructor() {
    super('The inbox has more waiting than the database takes in.')
  }
}
