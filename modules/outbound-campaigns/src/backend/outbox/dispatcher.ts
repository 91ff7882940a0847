import type { Logger } from 'botpress/sdk'
import type { Database } from '../platform/database/database'
import type { Job } from '../platform/scheduler'
import { closeLane, openOwners } from './lanes'
import type { Listener, Owner, Reason } from './message'
import { recoverLost } from './recover'
import { LaneRunner, type Delivery } from './runner'
import type { Reactions } from './turn'
import { nobodyWatches, type Watch } from './watch'
import { say } from '../platform/log/say'
import { ownerFields } from './owner-fields'

/** Who plans what is owed: campaigns, sequences. The outbox asks how to deliver and tells what happened. */
export interface Planner extends Reactions {
  /** The owner type whose lanes this planner answers for. */
  readonly type: string
  deliveryOf(
    botId: string,
    owner: Owner
  ): Promise<{ kind: 'delivery'; delivery: Delivery } | { kind: 'impossible'; reason: Reason }>
}

const LOOK_FOR_LOST_MS = 5_000
/** At a stop, what is under way gets this long before it is given up as unknown. */
const STOP_PATIENCE_MS = 2_000

interface Running {
  owner: Owner
  runner: LaneRunner
  ended: Promise<void>
}

/**
 * One bot's sending in this process: a runner for every open lane, begun when the lane is found open and ended with it.
 * Nothing else is kept here, so what a process was doing when it died is found again in the database by the next one.
 */
export class Dispatcher implements Job {
  readonly name = 'sending'
  private readonly running = new Map<string, Running>()
  /** Being looked up: a tick and a poke may find the same lane at once. */
  private readonly beginning = new Set<string>()
  private lookedForLostAt = 0
  private stopped = false

  constructor(
    private readonly db: Database,
    private readonly botId: string,
    private readonly planners: readonly Planner[],
    private readonly logger: Logger,
    private readonly watch: Watch = nobodyWatches
  ) {}

  async run(): Promise<number | null> {
    await this.lookForLost()
    for (const owner of await openOwners(this.db, this.botId)) {
      const key = keyOf(owner)
      if (this.stopped || this.running.has(key) || this.beginning.has(key)) continue
      this.beginning.add(key)
      try {
        await this.begin(owner)
      } finally {
        this.beginning.delete(key)
      }
    }
    return null
  }

  /** Something about this owner has changed: look at it now and not at the next tick. */
  async poke(owner: Owner): Promise<void> {
    const running = this.running.get(keyOf(owner))
    if (running) running.runner.poke()
    else await this.run()
  }

  /** Ends every runner. What is under way is settled first, or given up as unknown and settled as that. */
  async stop(): Promise<void> {
    this.stopped = true
    const all = [...this.running.values()]
    for (const { runner } of all) runner.stop()
    const patience = setTimeout(() => all.forEach(({ runner }) => runner.abort()), STOP_PATIENCE_MS)
    await Promise.all(all.map(({ ended }) => ended))
    clearTimeout(patience)
  }

  private async begin(owner: Owner): Promise<void> {
    const planner = this.planners.find(({ type }) => type === owner.type)
    if (!planner) return
    const answer = await planner.deliveryOf(this.botId, owner)
    if (answer.kind === 'impossible') {
      await this.db.transaction(async tx => {
        await closeLane(tx, owner)
        await planner.stopped(tx, this.botId, owner, answer.reason)
      })
      return
    }
    if (this.stopped) return
    const runner = new LaneRunner(
      this.db,
      owner,
      answer.delivery,
      planner,
      this.logger,
      Math.random,
      this.watch
    )
    const ended = runner.run().then(() => void this.running.delete(keyOf(owner)))
    this.running.set(keyOf(owner), { owner, runner, ended })
  }

  private async lookForLost(): Promise<void> {
    if (Date.now() - this.lookedForLostAt < LOOK_FOR_LOST_MS) return
    this.lookedForLostAt = Date.now()
    const listenerOf = (owner: Owner): Listener | undefined => {
      const planner = this.planners.find(({ type }) => type === owner.type)
      return planner?.became?.bind(planner)
    }
    for (const { type, id } of await recoverLost(this.db, this.botId, listenerOf)) {
      say(this.logger, 'send.lost', ownerFields({ type, id }))
    }
  }
}

const keyOf = ({ type, id }: Owner): string => `${type} ${id}`
