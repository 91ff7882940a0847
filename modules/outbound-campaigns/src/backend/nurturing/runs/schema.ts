import { z } from 'zod'
import { toIso, toIsoOrNull } from '../../platform/database/values'
import { listOf } from '../../platform/http/lists'
import { RUN_STATUSES, TASK_STATUSES, TASKS, type StoredRun } from './run'

const id = z.number().int()
const time = z.iso.datetime()
const ms = z.number().int()

const taskSchema = z.object({
  name: z.enum(TASKS),
  status: z.enum(TASK_STATUSES),
  started_at: time.nullable(),
  finished_at: time.nullable(),
  duration_ms: ms.describe('How long somebody was busy with it, in real time'),
  counts: z
    .record(z.string(), z.number())
    .describe('What it did; in a dry run would_…, what it would have done'),
  notes: z
    .array(z.object({ code: z.string(), detail: z.string() }))
    .describe('What one should know; of a task that was skipped, why'),
  leads: z
    .array(z.object({ lead_id: id, template_id: id }))
    .describe('Whom it put into which sequence, or would; a hundred at most'),
  error: z.string().nullable()
})

export const runSchema = z.object({
  id,
  status: z.enum(RUN_STATUSES),
  dry_run: z.boolean(),
  trigger: z.enum(['schedule', 'manual']),
  scheduled_for: time.nullable().describe('The moment of the schedule that began it'),
  started_by: z.string().nullable(),
  started_at: time,
  finished_at: time.nullable(),
  duration_ms: ms.nullable().describe('Real time; null while it is under way'),
  attempts: id.describe('How often somebody took it up: more than once where a server died'),
  parameters: z.object({
    max_leads_per_run: id,
    min_score_to_qualify: id,
    cold_lead_days: id,
    enable_auto_pause: z.boolean(),
    pause_after_days: id
  }),
  tasks: z.array(taskSchema)
})
export type Run = z.infer<typeof runSchema>

/** One run, with what people are called whom its tasks name: a number tells nobody who it is. */
export const namedRunSchema = runSchema.extend({
  names: z.record(z.string(), z.string()).describe('By lead_id; who was forgotten has none')
})
export type NamedRun = z.infer<typeof namedRunSchema>

export const runListSchema = listOf(runSchema)
export const runIdSchema = z.object({ id: z.coerce.number().int().min(1) })
export const askedRunSchema = z.strictObject({
  dry_run: z
    .boolean()
    .optional()
    .describe('Says what would be done and does nothing; left out: as the settings say')
})

export const shownRun = (run: StoredRun): Run => ({
  id: run.id,
  status: run.status,
  dry_run: run.dryRun,
  trigger: run.scheduledFor === null ? 'manual' : 'schedule',
  scheduled_for: toIsoOrNull(run.scheduledFor),
  started_by: run.startedBy,
  started_at: toIso(run.startedAt),
  finished_at: toIsoOrNull(run.finishedAt),
  duration_ms: run.finishedAt === null ? null : run.tookMs,
  attempts: run.attempts,
  parameters: run.parameters,
  tasks: run.tasks.map(task => ({
    name: task.name,
    status: task.status,
    started_at: toIsoOrNull(task.startedAt),
    finished_at: toIsoOrNull(task.finishedAt),
    duration_ms: task.tookMs,
    counts: { ...task.counts },
    notes: [...task.notes],
    leads: [...task.concerned],
    error: task.error
  }))
})
