import type { Settings } from '../../platform/settings/schema'

/** The words of a run of nurturing: see docs/nurturing.md. */

/** In the order in which they are done. */
export const TASKS = [
  'ensure_schema',
  'identify_cold_leads',
  'get_or_create_sequence_template',
  'start_nurturing_sequences',
  'send_scheduled_emails',
  'update_engagement',
  'auto_pause_inactive_sequences',
  'refresh_conversion_metrics',
  'notify_summary'
] as const
export type TaskName = (typeof TASKS)[number]

/**
 * waiting  its turn has not come
 * running  somebody does it; or did, and died: then it is done again from where it stood
 * done
 * failed   with what went wrong; the others went on
 * skipped  there was nothing to do, or what it needs had failed: the first note says which
 */
export const TASK_STATUSES = ['waiting', 'running', 'done', 'failed', 'skipped'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

/** What a person should know of a task, beside its counts. */
export interface Note {
  code: string
  detail: string
}

export type Counts = Readonly<Record<string, number>>

/** Whom a task concerned; for a dry run, whom it would concern. */
export interface Concerned {
  lead_id: number
  template_id: number
}

export interface TaskRecord {
  name: TaskName
  status: TaskStatus
  /** By the calendar. */
  startedAt: number | null
  finishedAt: number | null
  /** How long somebody was busy with it, in real time. */
  tookMs: number
  counts: Counts
  notes: readonly Note[]
  concerned: readonly Concerned[]
  error: string | null
}

/**
 * running    under way, held by whoever has its lease
 * completed  every task is done or was skipped
 * failed     at least one task failed
 * abandoned  it died with whoever did it, again and again
 */
export const RUN_STATUSES = ['running', 'completed', 'failed', 'abandoned'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** The settings by which a run goes from its begin to its end. */
export const PARAMETERS = [
  'max_leads_per_run',
  'min_score_to_qualify',
  'cold_lead_days',
  'enable_auto_pause',
  'pause_after_days'
] as const
export type Parameters = Pick<Settings, (typeof PARAMETERS)[number]>

export interface StoredRun {
  id: number
  botId: string
  status: RunStatus
  dryRun: boolean
  /** The moment of the schedule that began it; null: somebody did. */
  scheduledFor: number | null
  startedBy: string | null
  parameters: Parameters
  tasks: readonly TaskRecord[]
  /** The cold leads that were found and nobody has looked after yet. */
  leadsLeft: readonly number[]
  startedAt: number
  finishedAt: number | null
  tookMs: number
  /** How often somebody has taken it up. */
  attempts: number
}

export const newTasks = (): TaskRecord[] =>
  TASKS.map(name => ({
    name,
    status: 'waiting',
    startedAt: null,
    finishedAt: null,
    tookMs: 0,
    counts: {},
    notes: [],
    concerned: [],
    error: null
  }))

export const parametersOf = (settings: Settings): Parameters => ({
  max_leads_per_run: settings.max_leads_per_run,
  min_score_to_qualify: settings.min_score_to_qualify,
  cold_lead_days: settings.cold_lead_days,
  enable_auto_pause: settings.enable_auto_pause,
  pause_after_days: settings.pause_after_days
})

export const hasEnded = ({ status }: Pick<TaskRecord, 'status'>): boolean =>
  status === 'done' || status === 'failed' || status === 'skipped'

/** What a run comes to whose tasks have all ended. */
export const outcomeOf = (tasks: readonly TaskRecord[]): 'completed' | 'failed' =>
  tasks.some(({ status }) => status === 'failed') ? 'failed' : 'completed'

export const added = (counts: Counts, more: Counts): Counts => {
  const sum: Record<string, number> = { ...counts }
  for (const [name, n] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + n
  return sum
}
