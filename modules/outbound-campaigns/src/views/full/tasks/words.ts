import type { Task, TaskStatus } from '../../api/tasks'

export const TASK_STATUSES = ['open', 'done', 'skipped', 'cancelled'] as const satisfies readonly TaskStatus[]

/** What is late stands first, then what today brings, then the rest. */
export const DUES = ['overdue', 'today', 'later'] as const satisfies ReadonlyArray<Task['due']>
