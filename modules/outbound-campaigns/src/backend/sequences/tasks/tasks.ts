import { z } from 'zod'
import { calledBy, leadsByIds } from '../../leads'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toIso, toIsoOrNull } from '../../platform/database/values'
import { listOf } from '../../platform/http/lists'
import { conflict, notFound } from '../../platform/http/problem'
import { route, type AnyRoute, type Caller } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import type { EnrollmentChanges, Intent } from '../enrollments/change'
import { changeExecutions } from '../enrollments/executions'
import { isIn } from '../engine/standing'
import { ended, movedOn } from '../engine/walk'
import { dayOf } from '../schedule/next-moment'
import { sequencesByIds } from '../templates/store'
import { changeSchema, querySchema, taskSchema, type Task, type TaskChange } from './schema'
import { countTasks, endTask, findTask, listTasks, noteTask, type StoredTask } from './store'

export interface TaskSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  audit: Audit
  changes: EnrollmentChanges
  changed(botId: string): void
}

/** What people have to do for steps. Who waits for a task goes on when it is done or skipped. */
export class Tasks {
  constructor(private readonly sources: TaskSources) {}

  async list(botId: string, query: z.infer<typeof querySchema>) {
    const { db } = this.sources
    const filter = {
      status: query.status,
      leadId: query.lead_id,
      sequenceId: query.template_id,
      dueBefore: query.due_before === undefined ? undefined : Date.parse(query.due_before)
    }
    const page = await listTasks(db, botId, filter, query)
    return {
      ...page,
      items: await this.shown(botId, page.items),
      total: await countTasks(db, botId, filter)
    }
  }

  /** With the names of whom and what they are about. */
  private async shown(botId: string, tasks: readonly StoredTask[]): Promise<Task[]> {
    const { db, calendar, settings } = this.sources
    const now = calendar.now()
    const { timezone } = await settings.of(botId)
    const leads = new Map(
      (
        await leadsByIds(
          db,
          botId,
          tasks.map(({ leadId }) => leadId)
        )
      ).map(lead => [lead.id, calledBy(lead)])
    )
    const sequences = new Map(
      (
        await sequencesByIds(
          db,
          botId,
          tasks.map(({ sequenceId }) => sequenceId)
        )
      ).map(({ id, name }) => [id, name])
    )
    return tasks.map(task => ({
      id: task.id,
      title: task.title,
      note: task.note,
      status: task.status,
      overdue: task.status === 'open' && dueOf(task, now, timezone) === 'overdue',
      due: dueOf(task, now, timezone),
      blocks: task.blocks,
      due_at: toIso(task.dueAt),
      lead_id: task.leadId,
      lead_name: leads.get(task.leadId) ?? '',
      template_id: task.sequenceId,
      template_name: sequences.get(task.sequenceId) ?? '',
      enrollment_id: task.enrollmentId,
      step_key: task.stepKey,
      result: task.result,
      done_at: toIsoOrNull(task.doneAt),
      done_by: task.doneBy,
      created_at: toIso(task.createdAt)
    }))
  }

  async change(botId: string, id: number, { status, note }: TaskChange, caller: Caller) {
    const { db, calendar, audit, changes, changed } = this.sources
    const now = calendar.now()
    const known = await findTask(db, botId, id)
    if (!known) throw noSuch(id)
    await db.transaction(async tx => {
      if (status === undefined || known.status === status) {
        if (note !== undefined) await noteTask(tx, id, note)
        return
      }
      // Lanes and the enrollment before the task: everybody locks in this order.
      const moved = await changes.change(tx, botId, [known.enrollmentId], () => taskDone(known))
      const result = note === undefined ? known.result : note
      if ((await endTask(tx, id, { status, at: now, by: caller.email, result })) === 0)
        throw conflict(
          `The task is ${(await findTask(tx, botId, id))?.status ?? 'gone'} and cannot be ${status}.`
        )
      await changeExecutions(tx, [
        {
          enrollmentId: known.enrollmentId,
          stepKey: known.stepKey,
          visit: known.visit,
          status: status === 'done' ? 'done' : 'skipped',
          reason: null,
          finishedAt: now
        }
      ])
      await audit.record(tx, botId, caller, {
        action: `task.${status}`,
        subject_type: 'task',
        subject_id: String(id),
        details: { enrollment_id: known.enrollmentId, moved_on: moved.length > 0 }
      })
    })
    changed(botId)
    const task = await findTask(db, botId, id)
    if (!task) throw noSuch(id)
    const [answer] = await this.shown(botId, [task])
    if (!answer) throw noSuch(id)
    return answer
  }
}

/** Whoever waits for this very task goes on, also while they are paused. */
const taskDone = ({ stepKey, visit }: StoredTask): Intent => ({
  takesBack: null,
  decide: (enrollment, ways, now) =>
    isIn(enrollment.status) &&
    enrollment.waitingFor === 'task' &&
    enrollment.stepKey === stepKey &&
    enrollment.visit === visit
      ? { ...enrollment, ...(ways ? movedOn(enrollment, now, ways) : ended(enrollment, 'stopped')) }
      : null
})

const noSuch = (id: number) => notFound(`There is no task ${id}.`)

/** Nobody can be quicker than that: what was due at once has the rest of its day. */
const SHORTEST_NOTICE_MS = 60_000

const dueOf = (
  { dueAt, createdAt }: Pick<StoredTask, 'dueAt' | 'createdAt'>,
  now: number,
  zone: string
): Task['due'] => {
  const [day, today] = [dayOf(dueAt, zone), dayOf(now, zone)]
  const hadNotice = dueAt - createdAt >= SHORTEST_NOTICE_MS
  if (day < today || (hadNotice && dueAt < now)) return 'overdue'
  return day === today ? 'today' : 'later'
}

export const taskRoutes = (tasks: Tasks): AnyRoute[] => [
  route({
    method: 'get',
    path: '/tasks',
    tag: 'Sequences',
    summary: 'What people have to do, what has waited longest first',
    query: querySchema,
    answer: listOf(taskSchema),
    handle: ({ botId, query }) => tasks.list(botId, query)
  }),
  route({
    method: 'put',
    path: '/tasks/:id',
    tag: 'Sequences',
    summary: 'Done, skipped, or something to be remembered about it',
    params: z.object({ id: z.coerce.number().int().min(1) }),
    body: changeSchema,
    answer: taskSchema,
    handle: ({ botId, params, body, caller }) => tasks.change(botId, params.id, body, caller)
  })
]
