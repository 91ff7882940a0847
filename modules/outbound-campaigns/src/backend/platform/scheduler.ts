import type { Logger } from 'botpress/sdk'
import { say } from './log/say'

/** Something that is done again and again for one bot. */
export interface Job {
  name: string
  /** Does what is due now and answers in how many milliseconds it wants to be called again; null: at the next tick. */
  run(): Promise<number | null>
}

export interface Pulse {
  running: boolean
  last_tick_at: number | null
  /** How late the last tick was: the process was busy with something else that long. */
  lag_ms: number
}

const TICK_MS = 1000

/**
 * One bot's own pulse, in the bot's process. Ticks never overlap: the next one is planned when the last one is done.
 * States: new → running (`start`) → stopped (`stop`), once each. `stop` waits for the tick under way, so that after it
 * nothing of this bot is in flight.
 */
export class Scheduler {
  private state: 'new' | 'running' | 'stopped' = 'new'
  private timer: NodeJS.Timeout | undefined
  private underWay: Promise<void> = Promise.resolve()
  private lastTickAt: number | null = null
  private lag = 0

  constructor(
    private readonly jobs: readonly Job[],
    private readonly logger: Logger
  ) {}

  start(): void {
    if (this.state !== 'new') return
    this.state = 'running'
    this.plan(0)
  }

  async stop(): Promise<void> {
    this.state = 'stopped'
    if (this.timer) clearTimeout(this.timer)
    this.timer = undefined
    await this.underWay
  }

  get pulse(): Pulse {
    return { running: this.state === 'running', last_tick_at: this.lastTickAt, lag_ms: this.lag }
  }

  private plan(delay: number): void {
    const due = Date.now() + delay
    this.timer = setTimeout(() => {
      this.lag = Math.max(0, Date.now() - due)
      this.underWay = this.tick()
    }, delay)
  }

  private async tick(): Promise<void> {
    this.lastTickAt = Date.now()
    let next = TICK_MS
    for (const job of this.jobs) {
      if (this.isStopped()) return
      next = Math.min(next, await this.runOne(job))
    }
    if (!this.isStopped()) this.plan(Math.max(0, next))
  }

  private isStopped(): boolean {
    return this.state === 'stopped'
  }

  /** One job's trouble is its own: the others go on, and it is tried again at the next tick. */
  private async runOne(job: Job): Promise<number> {
    try {
      return (await job.run()) ?? TICK_MS
    } catch (err) {
      say(this.logger, 'job.failed', { job: job.name }, err)
      return TICK_MS
    }
  }
}
