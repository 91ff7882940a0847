import type { Logger } from 'botpress/sdk'
import type { Database } from '../platform/database/database'
import type { ClaimedMessage, Gate } from './claim'
import type { Outcome, Owner } from './message'
import type { Settlement } from './settle'
import { takeTurn, type Reactions, type SenderLimits, type TurnResult } from './turn'
import { Wakeable } from './wakeable'

/** How one owner's messages leave: by which sender, within which limits, and the call itself. */
export interface Delivery {
  sender: SenderLimits
  gate: Gate
  /** The longest that `send` can take. A claim is held three times as long. */
  timeoutMs: number
  /** Looks at what may have been changed meanwhile: settings, window, account. */
  refresh(): Promise<void>
  /** The calendar's time at which messages may leave again; null: now. */
  closedUntil(): number | null
  /** One attempt. `ref` comes back with the provider's reports. */
  send(message: ClaimedMessage, ref: string): Promise<Outcome>
  /** Gives up what is under way: it ends as unknown, soon. */
  abort(): void
}

export const attemptRef = (messageId: number, n: number): string => `${messageId}.${n}`

/** What comes back is gathered this long, so that a turn settles a handful and not one. */
const GATHER_MS = 4
/** A pace changed on another node, a lane closed there: seen at the latest after this. */
const LOOK_AGAIN_MS = 2_000
/**
 * A claim is held this many times as long as a send may take: for the wait until its slot, the turn that settles it, and
 * a process that is busy meanwhile. When it was too short after all, a late answer still counts.
 */
const LEASE_IN_TIMEOUTS = 3
const AFTER_FAULT_MS = 1_000

/**
 * Drives one open lane in this process: turn, send, turn, send. It ends when the lane is closed or it is stopped, and
 * everything that it has sent is settled.
 */
export class LaneRunner {
  private readonly wake = new Wakeable()
  private settlements: Settlement[] = []
  private inFlight = 0
  private stopping = false
  private refreshedAt = Date.now()

  constructor(
    private readonly db: Database,
    private readonly owner: Owner,
    private readonly delivery: Delivery,
    private readonly reactions: Reactions,
    private readonly logger: Logger,
    private readonly random: () => number = Math.random
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const result = await this.turn()
      if (result) for (const message of result.claimed) this.launch(message, Date.now() - result.now)
      const ended = this.stopping || result?.waiting?.code === 'closed'
      if (ended && this.inFlight === 0 && this.settlements.length === 0) return
      await this.rest(result)
    }
  }

  /** Something has changed that the runner should look at now. */
  poke(): void {
    this.refreshedAt = 0
    this.wake.now()
  }

  /** Takes nothing more. `run` ends when what is under way is settled. */
  stop(): void {
    this.stopping = true
    this.wake.now()
  }

  abort(): void {
    this.delivery.abort()
  }

  private async turn(): Promise<TurnResult | null> {
    const settlements = this.settlements
    this.settlements = []
    try {
      await this.refresh()
      const { sender, gate, timeoutMs } = this.delivery
      const request = {
        owner: this.owner,
        settlements,
        inFlight: this.inFlight,
        holds: this.stopping || this.delivery.closedUntil() !== null,
        sender,
        gate,
        leaseMs: timeoutMs * LEASE_IN_TIMEOUTS
      }
      return await takeTurn(this.db, request, this.reactions, this.random)
    } catch (err) {
      // What came back is not lost: the next turn settles it. Should none ever succeed, the lease runs out.
      this.settlements = [...settlements, ...this.settlements]
      this.logger
        .attachError(err)
        .error(`A turn of ${this.owner.type} ${this.owner.id} failed and is tried again.`)
      return null
    }
  }

  private async refresh(): Promise<void> {
    if (Date.now() - this.refreshedAt < LOOK_AGAIN_MS) return
    await this.delivery.refresh()
    this.refreshedAt = Date.now()
  }

  private launch(message: ClaimedMessage, clockOffset: number): void {
    this.inFlight += 1
    const wait = message.at + clockOffset - Date.now()
    if (wait > 1) setTimeout(() => void this.send(message), wait)
    else void this.send(message)
  }

  private async send(message: ClaimedMessage): Promise<void> {
    const outcome = await this.attempt(message)
    this.settlements.push({ messageId: message.id, n: message.n, outcome })
    this.inFlight -= 1
    this.wake.within(GATHER_MS)
  }

  /** Whatever a driver throws, it was called: nobody knows whether the message went out. */
  private async attempt(message: ClaimedMessage): Promise<Outcome> {
    try {
      return await this.delivery.send(message, attemptRef(message.id, message.n))
    } catch (err) {
      this.logger.attachError(err).error(`The channel failed at message ${message.id}, attempt ${message.n}.`)
      return {
        kind: 'unknown',
        reason: { code: 'driver_fault', detail: 'The channel failed in the middle of a send.' }
      }
    }
  }

  private rest(result: TurnResult | null): Promise<void> {
    if (!result) return this.wake.rest(AFTER_FAULT_MS)
    const { waiting, lane, now } = result
    const full = lane !== undefined && this.inFlight >= lane.concurrency
    // Nothing holds it up and it can take more: at once, but never without letting others have the event loop.
    if (waiting === null && !full && !this.stopping) return this.wake.rest(0)
    const until = waiting?.until ?? null
    return this.wake.rest(until === null ? LOOK_AGAIN_MS : Math.min(LOOK_AGAIN_MS, Math.max(1, until - now)))
  }
}
