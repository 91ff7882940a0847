import type { Job } from '../../platform/scheduler'
import type { Rescorings } from './rescorings'

/** How often it is looked whether the model was changed. */
const LOOK_EVERY_MS = 10_000
/** So long at a time, then others have their turn. */
const WORK_MS = 100

/** Goes on with a rescoring that somebody began or a killed process left, and begins one when the model was changed. */
export class RescoringJob implements Job {
  readonly name = 'leads rescored'
  private lookedAt = 0

  constructor(
    private readonly botId: string,
    private readonly rescorings: Rescorings
  ) {}

  async run(): Promise<number | null> {
    if (Date.now() - this.lookedAt >= LOOK_EVERY_MS) {
      this.lookedAt = Date.now()
      if (await this.rescorings.isNeeded(this.botId)) await this.rescorings.start(this.botId, null)
    }
    const until = Date.now() + WORK_MS
    let more = true
    while (more && Date.now() < until) more = await this.rescorings.step(this.botId)
    return more ? 0 : null
  }
}
