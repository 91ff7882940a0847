import { randomBytes } from 'crypto'
import type { Page, PageRequest } from '../../platform/database/page'
import { toIso } from '../../platform/database/values'
import { conflict, notFound } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import type { Audit } from '../../platform/audit/audit'
import type { Settings } from '../../platform/settings/schema'
import { newTasks, parametersOf, type StoredRun } from './run'
import { LEASE_MS, Runner, type RunnerSources } from './runner'
import {
  currentRun,
  findRun,
  insertRun,
  listRuns,
  removeOldRuns,
  replacePlan,
  takeUp,
  type Planned
} from './store'
import type { Task } from './task'

/** A year of runs every four hours, and some by hand. */
const KEPT = 3_000

export interface RunsSources extends RunnerSources {
  audit: Audit
  tasks: readonly Task[]
}

const newToken = (): string => randomBytes(12).toString('hex')

/** The runs of nurturing: one at a time in each bot, on whichever node. */
export class Runs {
  /** What this process does, by bot. */
  private readonly underWay = new Map<string, { runner: Runner; ended: Promise<void> }>()
  private readonly released = new Set<string>()

  constructor(private readonly sources: RunsSources) {}

  /** Begins one that somebody asks for; it goes on in the background. */
  async start(botId: string, dryRun: boolean | undefined, caller: Caller): Promise<StoredRun> {
    const { db, calendar, settings: service, audit } = this.sources
    const settings = await service.of(botId)
    const token = newToken()
    const isDry = dryRun ?? settings.nurturing_dry_run
    const begun = await db.transaction(async tx => {
      const run = await insertRun(
        tx,
        botId,
        {
          ...newRun(settings, isDry),
          startedAt: calendar.now(),
          scheduledFor: null,
          startedBy: caller.email
        },
        token,
        LEASE_MS
      )
      if (!run) return undefined
      await removeOldRuns(tx, botId, KEPT)
      // A dry run leaves nothing behind but its own record, which says who asked for it.
      if (!isDry)
        await audit.record(tx, botId, caller, {
          action: 'nurturing.run_started',
          subject_type: 'nurturing_run',
          subject_id: String(run.id),
          details: null
        })
      return run
    })
    if (!begun) throw underWayProblem(await currentRun(db, botId))
    this.go(begun, token)
    return begun
  }

  /**
   * Begins the one that is due by the schedule, and plans the next, if nobody else has. While another is under way it is
   * passed over.
   */
  async startScheduled(botId: string, settings: Settings, due: Planned, next: Planned): Promise<void> {
    const { db, calendar } = this.sources
    const token = newToken()
    const begun = await db.transaction(async tx => {
      if (!(await replacePlan(tx, botId, due, next))) return undefined
      const run = {
        ...newRun(settings, settings.nurturing_dry_run),
        startedAt: calendar.now(),
        scheduledFor: due.dueAt,
        startedBy: null
      }
      await removeOldRuns(tx, botId, KEPT)
      return insertRun(tx, botId, run, token, LEASE_MS)
    })
    if (begun) this.go(begun, token)
  }

  /** Goes on with the one whose holder has died, if there is one. */
  async takeUpDead(botId: string): Promise<void> {
    if (this.underWay.has(botId)) return
    const token = newToken()
    const run = await takeUp(this.sources.db, botId, token, LEASE_MS)
    if (run) this.go(run, token)
  }

  list(botId: string, page: PageRequest): Promise<Page<StoredRun> & { total: number }> {
    return listRuns(this.sources.db, botId, page)
  }

  async get(botId: string, id: number): Promise<StoredRun> {
    const run = await findRun(this.sources.db, botId, id)
    if (!run) throw notFound(`There is no nurturing run ${id}.`)
    return run
  }

  current(botId: string): Promise<StoredRun | undefined> {
    return currentRun(this.sources.db, botId)
  }

  /** A bot is mounted: what was released may run again. */
  mount(botId: string): void {
    this.released.delete(botId)
  }

  /** Resolves once this process does nothing more for the bot; what isn't finished is given back. */
  async release(botId: string): Promise<void> {
    this.released.add(botId)
    const current = this.underWay.get(botId)
    current?.runner.stop()
    await current?.ended
  }

  private go(run: StoredRun, token: string): void {
    const { botId } = run
    const runner = new Runner(this.sources, this.sources.tasks, run, token)
    if (this.released.has(botId)) runner.stop()
    this.sources.changed(botId)
    const ended = runner.go().then(() => {
      if (this.underWay.get(botId)?.runner === runner) this.underWay.delete(botId)
    })
    this.underWay.set(botId, { runner, ended })
  }
}

const newRun = (settings: Settings, dryRun: boolean) => ({
  dryRun,
  parameters: parametersOf(settings),
  tasks: newTasks()
})

const underWayProblem = (run: StoredRun | undefined) =>
  conflict(
    run
      ? `The nurturing run ${run.id} has been under way since ${toIso(run.startedAt)}: one at a time. Ask for another when it has ended.`
      : 'A nurturing run was under way a moment ago. Ask again.',
    run ? [{ path: 'run_id', code: 'run_under_way', message: String(run.id) }] : []
  )
