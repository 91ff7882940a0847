import { lockLanes, reopenLane, type Owner } from '../outbox'
import type { Database } from '../platform/database/database'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { forgetOld } from './forget'
import { ownersOfBot } from './lanes'

const TRY_AGAIN_MS = 60_000
const FORGET_EVERY_MS = 3_600_000
const DAY_MS = 86_400_000
const PIECES_A_TICK = 20

export interface SinglesJobSources {
  db: Database
  settings: SettingsService
  owed(botId: string, owner: Owner): void
}

/**
 * Looks after the lanes that nobody sees. One that was stopped with something owed is tried again each minute, until it
 * goes or is too old to be sent; and what ended longer ago than `retention_days` forgets its people.
 */
export class SinglesJob implements Job {
  readonly name = 'single messages'
  private triedAt: number
  private forgotAt = 0

  constructor(
    private readonly botId: string,
    private readonly sources: SinglesJobSources,
    private readonly clock: () => number = Date.now
  ) {
    this.triedAt = clock()
  }

  async run(): Promise<number | null> {
    const now = this.clock()
    if (now - this.triedAt >= TRY_AGAIN_MS) {
      this.triedAt = now
      await this.tryAgain()
    }
    if (now - this.forgotAt >= FORGET_EVERY_MS && (await this.forget())) this.forgotAt = now
    return null
  }

  private async tryAgain(): Promise<void> {
    const { db, owed } = this.sources
    const reopened = await db.transaction(async tx => {
      const lanes = await lockLanes(tx, await ownersOfBot(tx, this.botId))
      const stopped = lanes.filter(({ open, tally }) => !open && tally.pending > 0)
      for (const { owner } of stopped) await reopenLane(tx, owner)
      return stopped
    })
    for (const { owner } of reopened) owed(this.botId, owner)
  }

  /** Answers whether nothing is left to forget. */
  private async forget(): Promise<boolean> {
    const { db, settings } = this.sources
    const { retention_days } = await settings.of(this.botId)
    if (retention_days === null) return true
    let left = PIECES_A_TICK
    for (const owner of await ownersOfBot(db, this.botId))
      while (left > 0 && (await forgetOld(db, owner, retention_days * DAY_MS))) left -= 1
    return left > 0
  }
}
