import type { Database } from '../../platform/database/database'
import type { Settings } from '../../platform/settings/schema'
import type { Concerned, Counts, Note, StoredRun, TaskName } from './run'

/** What a task has counted, and what it leaves to the next, in the transaction of the deed. */
export interface Progress {
  counts?: Counts
  concerned?: readonly Concerned[]
  /** What is left of the cold leads. */
  leadsLeft?: readonly number[]
}

/** A task's place in its run. */
export interface Work {
  botId: string
  run: Readonly<
    Pick<StoredRun, 'id' | 'dryRun' | 'startedAt' | 'scheduledFor' | 'parameters' | 'tasks' | 'leadsLeft'>
  >
  settings: Settings
  /**
   * A short piece of the task: what it does and what it counts are one transaction, which holds only as long as nobody
   * else has taken the run up. So whatever a task did before its process died is neither repeated nor forgotten.
   */
  step(piece: (tx: Database) => Promise<Progress>): Promise<void>
}

export type TaskResult =
  | { kind: 'done'; counts?: Counts; notes?: readonly Note[]; leadsLeft?: readonly number[] }
  /** There is nothing to do. */
  | { kind: 'skipped'; note: Note; counts?: Counts }

/**
 * One of the nine. It bears to be begun anew wherever it was interrupted: what it has done, it finds done. A dry run's
 * tasks read and count, and write nothing.
 */
export interface Task {
  name: TaskName
  /** Without these it has nothing to go by. */
  needs: readonly TaskName[]
  run(work: Work): Promise<TaskResult>
}

export const DRY: TaskResult = {
  kind: 'skipped',
  note: { code: 'dry_run', detail: 'A dry run writes nothing.' }
}
