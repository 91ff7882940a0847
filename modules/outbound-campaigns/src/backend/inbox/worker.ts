import type { Logger } from 'botpress/sdk'
import type { Database } from '../platform/database/database'
import type { Fact } from './fact'
import { inFewWords } from './mishap'
import type { ErrandKind, Registry } from './registry'
import {
  claimNews,
  finish,
  forgetBody,
  LeaseLostError,
  postpone,
  removeKept,
  setAside,
  type InboxRow
} from './store'
import { say } from '../platform/log/say'

/** As many as a transaction settles in a few milliseconds. */
const AT_ONCE = 100
/** What a killed server had claimed goes to another after this. Were it too short, a set would be undone and done again. */
const LEASE_MS = 10_000
/** A row that still fails after so many tries is set aside: 1 s, 2 s, 4 s … make it about a quarter of an hour. */
const TRIES = 10
const FIRST_BACKOFF_MS = 1_000
const LONGEST_BACKOFF_MS = 15 * 60_000
const KEEP_ASIDE_MS = 30 * 86_400_000

const ERRANDS_AT_ONCE = 20
/** Longer than an errand may take with all that stand before it in its line. */
const ERRAND_LEASE_MS = 5 * 60_000
const GIVE_UP_ERRAND_AFTER_MS = 86_400_000

const CLEAN_EVERY_MS = 10 * 60_000
const CLEAN_AT_ONCE = 1_000

export const backoffAfter = (attempts: number): number =>
  Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1))

export interface Surroundings {
  /** Something was worked off, for those who show it. */
  worked(kinds: readonly string[]): void
  /** How long anything is kept at most; null: as long as its kind says. */
  keepAtMost(): Promise<number | null>
}

/**
 * Works off one bot's inbox in this process. It rests until it is poked, then works until nothing is due: facts in one
 * loop, a set of them and what they cause in one transaction; errands (calls to other servers) in another for each kind, so
 * that a slow server holds up no fact and no errand of another kind. Any number of processes may do so at once: each
 * claims its own rows.
 */
export class InboxWorker {
  private readonly facts = new Loop(() => this.workFacts())
  private readonly errands: ReadonlyMap<string, Loop>
  private cleanedAt = 0

  constructor(
    private readonly db: Database,
    private readonly botId: string,
    private readonly registry: Registry,
    private readonly logger: Logger,
    private readonly surroundings: Surroundings
  ) {
    this.errands = new Map(registry.errandKinds().map(kind => [kind, new Loop(() => this.workErrands(kind))]))
  }

  poke(): void {
    for (const loop of this.loops()) loop.poke(err => this.report(err))
  }

  /** Ends after what is under way; what is still open stays so. */
  async stop(): Promise<void> {
    await Promise.all(this.loops().map(loop => loop.stop()))
  }

  private loops(): Loop[] {
    return [this.facts, ...this.errands.values()]
  }

  private async workFacts(): Promise<boolean> {
    const kinds = this.registry.factKinds()
    if (kinds.length > 0) {
      const { token, rows } = await claimNews(this.db, this.botId, kinds, AT_ONCE, LEASE_MS)
      for (const [kind, some] of byKind(rows)) await this.settle(token, kind, some)
      if (rows.length > 0) this.surroundings.worked([...new Set(rows.map(({ kind }) => kind))])
      if (rows.length === AT_ONCE) return true
    }
    return this.clean()
  }

  /**
   * A set in one transaction. When it fails, its halves are tried, down to the single row that is the cause: that one
   * waits, and in the end is set aside with its error, and none of the others waits with it.
   */
  private async settle(token: string, kind: string, rows: readonly InboxRow[]): Promise<void> {
    try {
      const atMost = await this.keepAtMost()
      await this.db.transaction(async tx => {
        const { keepMs } = await this.registry.react(tx, this.botId, kind, rows.map(toFact))
        await finish(
          tx,
          token,
          rows.map(({ id }) => id),
          Math.min(keepMs, atMost)
        )
      })
    } catch (err) {
      if (err instanceof LeaseLostError) return
      const [row] = rows
      if (rows.length > 1) {
        const half = Math.ceil(rows.length / 2)
        await this.settle(token, kind, rows.slice(0, half))
        await this.settle(token, kind, rows.slice(half))
      } else if (row) await this.failed(token, row, inFewWords(err), row.attempts >= TRIES)
    }
  }

  private async failed(token: string, row: InboxRow, error: string, isLast: boolean): Promise<void> {
    if (!isLast) return postpone(this.db, token, row.id, backoffAfter(row.attempts), error)
    say(this.logger, 'inbox.set_aside', { inbox: row.id, kind: row.kind, why: error })
    return setAside(this.db, token, row.id, Math.min(KEEP_ASIDE_MS, await this.keepAtMost()), error)
  }

  private async workErrands(kind: string): Promise<boolean> {
    const { token, rows } = await claimNews(this.db, this.botId, [kind], ERRANDS_AT_ONCE, ERRAND_LEASE_MS)
    // What one person said is handed on in its order; nobody waits for anybody else.
    await Promise.all([...bySubject(rows).values()].map(line => this.runLine(token, line)))
    return rows.length === ERRANDS_AT_ONCE
  }

  private async runLine(token: string, line: readonly InboxRow[]): Promise<void> {
    for (const row of line) await this.runErrand(token, row)
  }

  private async runErrand(token: string, row: InboxRow): Promise<void> {
    const errand = this.registry.errand(row.kind)
    const result = await attempt(errand, this.botId, row)
    switch (result.kind) {
      case 'done':
        await finish(this.db, token, [row.id], Math.min(errand.kind.keepMs, await this.keepAtMost()))
        return forgetBody(this.db, row.id)
      case 'again':
        return this.failed(token, row, result.error, Date.now() - row.receivedAt > GIVE_UP_ERRAND_AFTER_MS)
      case 'never':
        return this.failed(token, row, result.error, true)
    }
  }

  private async keepAtMost(): Promise<number> {
    return (await this.surroundings.keepAtMost()) ?? Infinity
  }

  private async clean(): Promise<boolean> {
    if (Date.now() - this.cleanedAt < CLEAN_EVERY_MS) return false
    const removed = await removeKept(this.db, this.botId, CLEAN_AT_ONCE)
    if (removed === CLEAN_AT_ONCE) return true
    this.cleanedAt = Date.now()
    return false
  }

  private report(err: unknown): void {
    say(this.logger, 'inbox.failed', {}, err)
  }
}

const attempt = async (errand: ErrandKind, botId: string, row: InboxRow) => {
  try {
    return await errand.run(botId, toFact(row))
  } catch (err) {
    return { kind: 'again' as const, error: inFewWords(err) }
  }
}

const toFact = ({ id, body, receivedAt }: InboxRow): Fact<unknown> => ({
  id,
  body: JSON.parse(body) as unknown,
  receivedAt
})

const byKind = (rows: readonly InboxRow[]): Map<string, InboxRow[]> => grouped(rows, ({ kind }) => kind)

const bySubject = (rows: readonly InboxRow[]): Map<string, InboxRow[]> =>
  grouped(rows, ({ subject, id }) => subject ?? `row ${id}`)

const grouped = (rows: readonly InboxRow[], keyOf: (row: InboxRow) => string): Map<string, InboxRow[]> => {
  const groups = new Map<string, InboxRow[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

/** Runs its work, again as long as it says that there is more, and once more when it was poked meanwhile. */
class Loop {
  private running: Promise<void> | undefined
  private poked = false
  private stopped = false

  constructor(private readonly work: () => Promise<boolean>) {}

  poke(onFault: (err: unknown) => void): void {
    this.poked = true
    if (this.stopped || this.running) return
    this.running = this.run()
      .catch(onFault)
      .then(() => {
        this.running = undefined
      })
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.running
  }

  private async run(): Promise<void> {
    let more = true
    while ((more || this.poked) && !this.stopped) {
      this.poked = false
      more = await this.work()
    }
  }
}
