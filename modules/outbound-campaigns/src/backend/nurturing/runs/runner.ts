import type { Logger } from 'botpress/sdk'
import { inFewWords } from '../../inbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { SettingsService } from '../../platform/settings/settings'
import {
  added,
  hasEnded,
  outcomeOf,
  type Counts,
  type StoredRun,
  type TaskName,
  type TaskRecord
} from './run'
import { finishRun, giveBack, LeaseLostError, renewLease, saveProgress } from './store'
import { MOST_NAMED } from './tasks/start-sequences'
import type { Progress, Task, TaskResult } from './task'
import { loggerOfBot, say } from '../../platform/log/say'

/** After so long without a word of its holder a run is taken up by somebody else. */
export const LEASE_MS = 60_000
/** A run that dies so often with whoever does it, is closed. */
export const MOST_ATTEMPTS = 3

/** This process stops: whoever comes next goes on. */
class StoppedError extends Error {}

export interface RunnerSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  logger: Logger
  changed(botId: string): void
}

/**
 * Does the tasks of one run that this process holds, one after the other. A task that fails says so, and the others go
 * on, but for those that need it. Each step of a task commits together with what it counted and only while the run is held.
 */
export class Runner {
  private stopped = false
  private tasks: TaskRecord[]
  private leadsLeft: readonly number[]

  constructor(
    private readonly sources: RunnerSources,
    private readonly doable: readonly Task[],
    private readonly run: StoredRun,
    private readonly token: string
  ) {
    this.tasks = [...run.tasks]
    this.leadsLeft = run.leadsLeft
  }

  /** Never rejects: what can't be done is done by whoever finds the lease expired. */
  async go(): Promise<void> {
    const { db, logger, changed } = this.sources
    const { id, botId } = this.run
    const heartbeat = setInterval(() => {
      renewLease(db, id, this.token, LEASE_MS).catch(() => undefined)
    }, LEASE_MS / 4)
    heartbeat.unref()
    try {
      if (this.run.attempts > MOST_ATTEMPTS) await this.abandon()
      else {
        for (const task of this.doable) await this.doOne(task)
        await this.finish(outcomeOf(this.tasks))
      }
    } catch (err) {
      if (err instanceof StoppedError) await giveBack(db, id, this.token).catch(() => undefined)
      else if (!(err instanceof LeaseLostError))
        say(loggerOfBot(logger, botId), 'nurturing.run_lost', { run: id }, err)
    } finally {
      clearInterval(heartbeat)
      changed(botId)
    }
  }

  /** After the step that is under way. */
  stop(): void {
    this.stopped = true
  }

  private async doOne(task: Task): Promise<void> {
    if (hasEnded(this.recordOf(task.name))) return
    const missing = task.needs.find(name => this.recordOf(name).status !== 'done')
    if (missing) {
      this.change(task.name, {
        status: 'skipped',
        notes: [{ code: 'needs', detail: `It needs ${missing}, which is not done.` }]
      })
      return this.save()
    }
    const now = () => this.sources.calendar.now()
    const { startedAt, tookMs } = this.recordOf(task.name)
    const busySince = Date.now()
    this.change(task.name, { status: 'running', startedAt: startedAt ?? now() })
    await this.save()
    const result = await this.attempt(task)
    const ended = { finishedAt: now(), tookMs: tookMs + Date.now() - busySince }
    switch (result.kind) {
      case 'done':
        this.leadsLeft = result.leadsLeft ?? this.leadsLeft
        this.change(task.name, { ...ended, status: 'done', notes: result.notes ?? [] }, result.counts)
        break
      case 'skipped':
        this.change(task.name, { ...ended, status: 'skipped', notes: [result.note] }, result.counts)
        break
      case 'failed':
        this.change(task.name, { ...ended, status: 'failed', error: result.error })
    }
    await this.save()
  }

  private async attempt(task: Task): Promise<TaskResult | { kind: 'failed'; error: string }> {
    const { settings, logger } = this.sources
    const { botId } = this.run
    try {
      return await task.run({
        botId,
        run: { ...this.run, tasks: this.tasks, leadsLeft: this.leadsLeft },
        settings: await settings.of(botId),
        step: piece => this.step(task.name, piece)
      })
    } catch (err) {
      if (err instanceof LeaseLostError || err instanceof StoppedError) throw err
      say(loggerOfBot(logger, botId), 'nurturing.task_failed', { task: task.name }, err)
      return { kind: 'failed', error: inFewWords(err) }
    }
  }

  private async step(name: TaskName, piece: (tx: Database) => Promise<Progress>): Promise<void> {
    this.stopIfAsked()
    const { db } = this.sources
    const after = await db.transaction(async tx => {
      const { counts = {}, concerned = [], leadsLeft = this.leadsLeft } = await piece(tx)
      const tasks = this.tasks.map(record =>
        record.name === name
          ? {
              ...record,
              counts: added(record.counts, counts),
              concerned: [...record.concerned, ...concerned].slice(0, MOST_NAMED)
            }
          : record
      )
      await saveProgress(tx, { id: this.run.id, tasks, leadsLeft }, this.token, LEASE_MS)
      return { tasks, leadsLeft }
    })
    // Only what has been committed.
    this.tasks = after.tasks
    this.leadsLeft = after.leadsLeft
  }

  private recordOf(name: TaskName): TaskRecord {
    const record = this.tasks.find(task => task.name === name)
    if (!record) throw new Error(`A run of nurturing has no task ${name}.`)
    return record
  }

  private change(name: TaskName, change: Partial<TaskRecord>, counts: Counts = {}): void {
    this.tasks = this.tasks.map(record =>
      record.name === name ? { ...record, ...change, counts: added(record.counts, counts) } : record
    )
  }

  private async save(): Promise<void> {
    const { db, changed } = this.sources
    const { tasks, leadsLeft } = this
    await saveProgress(db, { id: this.run.id, tasks, leadsLeft }, this.token, LEASE_MS)
    changed(this.run.botId)
    this.stopIfAsked()
  }

  private stopIfAsked(): void {
    if (this.stopped) throw new StoppedError()
  }

  private async abandon(): Promise<void> {
    for (const { name, status } of this.tasks)
      if (status === 'running')
        this.change(name, { status: 'failed', error: 'Whoever did it died, again and again.' })
    await this.finish('abandoned')
  }

  private async finish(status: 'completed' | 'failed' | 'abandoned'): Promise<void> {
    const { db, calendar } = this.sources
    const finishedAt = calendar.now()
    await finishRun(db, { id: this.run.id, status, tasks: this.tasks, finishedAt }, this.token)
  }
}
