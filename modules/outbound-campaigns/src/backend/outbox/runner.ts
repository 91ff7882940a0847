import type { Logger } from 'botpress/sdk'
import type { Database } from '../platform/database/database'
import type { ClaimedMessage, Gate } from './claim'
import type { Lane } from './lanes'
import type { Outcome, Owner } from './message'
import type { Settlement } from './settle'
import {
  HORIZON_MS,
  takeTurn,
  type Reactions,
  type SenderLimits,
  type TurnResult,
  type Waiting
} from './turn'
import { Wakeable } from './wakeable'
import { nobodyWatches, type Watch } from './watch'
import { say } from '../platform/log/say'
import { ownerFields } from './owner-fields'

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

/** What comes back is gathered at least this long, so that a turn settles a handful and not one. */
const GATHER_MS = 4
/** And no longer than this, also where nothing waits for it: a report should be young. */
const LONGEST_GATHER_MS = 100
/**
 * The database is left alone for so many times as long as the last turn took. On SQLite it is the bot's one connection, but
 * long rests only make long turns: with half a rest they get smaller, and both the sending and the bot's queries gain by
 * it (measured in turns, medians: 6,660 for 5,040 a second, and 16 ms for 19). On PostgreSQL nobody waits for the
 * connection, and few large turns cost it the least.
 */
const REST_IN_TURNS = { sqlite: 0.5, postgres: 1 } as const
/** The sender's slots are asked for before they come, so that none is wasted while the turn takes its time. */
const ASK_AHEAD_MS = HORIZON_MS / 2
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
  /** How long the last turn took, and when it ended; null: one is under way. */
  private turnMs = 0
  private turnEndedAt: number | null = null
  private waiting: Waiting | null = null
  private refreshedAt = Date.now()

  constructor(
    private readonly db: Database,
    private readonly owner: Owner,
    private readonly delivery: Delivery,
    private readonly reactions: Reactions,
    private readonly logger: Logger,
    private readonly random: () => number = Math.random,
    private readonly watch: Watch = nobodyWatches
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const result = await this.turn()
      if (result?.lane)
        for (const message of result.claimed) this.launch(message, result.lane, result.clockOffset)
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
    let settlements: Settlement[] = []
    const startedAt = Date.now()
    this.turnEndedAt = null
    try {
      await this.refresh()
      // In one breath with `inFlight`: what comes back in between would be neither settled nor on its way, and its slot
      // given to another while the log still has it as sending.
      settlements = this.settlements
      this.settlements = []
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
      say(this.logger, 'send.turn_failed', ownerFields(this.owner), err)
      return null
    } finally {
      this.turnEndedAt = Date.now()
      this.turnMs = this.turnEndedAt - startedAt
    }
  }

  private async refresh(): Promise<void> {
    if (Date.now() - this.refreshedAt < LOOK_AGAIN_MS) return
    await this.delivery.refresh()
    this.refreshedAt = Date.now()
  }

  private launch(message: ClaimedMessage, lane: Lane, clockOffset: number): void {
    this.inFlight += 1
    const wait = message.at + clockOffset - Date.now()
    if (wait > 1) setTimeout(() => void this.send(message, lane), wait)
    else void this.send(message, lane)
  }

  private async send(message: ClaimedMessage, { owner, botId, channel }: Lane): Promise<void> {
    const outcome = await this.attempt(message)
    this.watch({ botId, owner, channel, messageId: message.id, n: message.n, outcome })
    this.settlements.push({ messageId: message.id, n: message.n, outcome })
    this.inFlight -= 1
    const gather = this.gatherMs()
    if (gather !== null) this.wake.within(gather)
  }

  /**
   * How long to gather before what came back is settled; null: the turn under way will ask. A turn has a fixed price (on
   * SQLite it holds the bot's one connection), so the connection is left alone in proportion to what the last turn took: a
   * slow database gets fewer and larger turns. When nothing is on its way any more, there is nothing to wait for. And while
   * something else holds up the next message, settling is not urgent.
   */
  private gatherMs(): number | null {
    if (this.turnEndedAt === null) return null
    if (this.inFlight === 0 && this.waiting === null) return 0
    if (this.waiting !== null && this.waiting.code !== 'closed') return LONGEST_GATHER_MS
    const left = this.turnEndedAt + this.turnMs * REST_IN_TURNS[this.db.dialect] - Date.now()
    return Math.min(LONGEST_GATHER_MS, Math.max(GATHER_MS, left))
  }

  /** Whatever a driver throws, it was called: nobody knows whether the message went out. */
  private async attempt(message: ClaimedMessage): Promise<Outcome> {
    try {
      return await this.delivery.send(message, attemptRef(message.id, message.n))
    } catch (err) {
      const { id: recipient, n: attempt } = message
      say(this.logger, 'send.driver_failed', { ...ownerFields(this.owner), recipient, attempt }, err)
      return {
        kind: 'unknown',
        reason: { code: 'driver_fault', detail: 'The channel failed in the middle of a send.' }
      }
    }
  }

  private rest(result: TurnResult | null): Promise<void> {
    if (!result) return this.wake.rest(AFTER_FAULT_MS)
    const { waiting, lane, clockOffset } = result
    this.waiting = waiting
    const gather = this.settlements.length > 0 ? (this.gatherMs() ?? 0) : LOOK_AGAIN_MS
    if (waiting === null) {
      const full = lane !== undefined && this.inFlight >= lane.concurrency
      // Nothing holds it up, nothing came back, and it can take more: at once, with one breath for everybody else.
      return this.wake.rest(full || this.settlements.length > 0 || this.stopping ? gather : 0)
    }
    if (waiting.until === null) return this.wake.rest(gather)
    const ahead = waiting.code === 'sender_pace' ? ASK_AHEAD_MS : 0
    return this.wake.rest(
      Math.min(gather, LOOK_AGAIN_MS, Math.max(1, waiting.until - ahead + clockOffset - Date.now()))
    )
  }
}
