import type { Job } from '../../platform/scheduler'
import type { Qualifying } from './qualify'

const LOOK_EVERY_MS = 30_000
/** So long at a time, then others have their turn. */
const WORK_MS = 100

/**
 * Finds who has come to qualify by your own score, or because the score that counts was lowered: nobody tells. Whoever
 * qualifies by what they did has done so already.
 */
export class QualifyJob implements Job {
  readonly name = 'leads qualified'
  private lookedAt = 0

  constructor(
    private readonly botId: string,
    private readonly qualifying: Qualifying
  ) {}

  async run(): Promise<number | null> {
    if (Date.now() - this.lookedAt < LOOK_EVERY_MS) return null
    const { isThrough } = await this.qualifying.due(this.botId, Date.now() + WORK_MS)
    if (!isThrough) return 0
    this.lookedAt = Date.now()
    return null
  }
}
