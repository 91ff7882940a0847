import type { Database, Row } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import { TASK_STATUSES, type TaskStatus } from './schema'
import { toBoolean, toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'

export interface NewTask {
  sequenceId: number
  enrollmentId: number
  stepKey: string
  visit: number
  leadId: number
  title: string
  note: string | null
  /** Whether the lead waits for it. */
  blocks: boolean
  dueAt: number
}

export interface StoredTask extends NewTask {
  id: number
  status: TaskStatus
  doneAt: number | null
  doneBy: string | null
  /** What somebody wrote down about it. */
  result: string | null
  createdAt: number
}

const NEW = {
  sequence_id: 'integer',
  enrollment_id: 'integer',
  step_key: 'text',
  visit: 'integer',
  lead_id: 'integer',
  title: 'text',
  note: 'text',
  blocks: 'integer',
  due_at: 'integer'
} as const

export const insertTasks = async (
  tx: Database,
  botId: string,
  now: number,
  tasks: readonly NewTask[]
): Promise<void> => {
  if (tasks.length === 0) return
  const names = Object.keys(NEW).join(', ')
  await tx.change(
    `insert into outbound_tasks (bot_id, status, created_at, ${names})
     select ?, 'open', cast(? as ${tx.dialect === 'postgres' ? 'bigint' : 'integer'}), ${names}
       from ${tx.rows(NEW)} given where true
     on conflict (enrollment_id, step_key, visit) do nothing`,
    [
      botId,
      now,
      JSON.stringify(
        tasks.map(task => ({
          sequence_id: task.sequenceId,
          enrollment_id: task.enrollmentId,
          step_key: task.stepKey,
          visit: task.visit,
          lead_id: task.leadId,
          title: task.title,
          note: task.note,
          blocks: task.blocks ? 1 : 0,
          due_at: task.dueAt
        }))
      )
    ]
  )
}

export const findTask = async (
  db: Database,
  botId: string,
  id: number,
  lock = false
): Promise<StoredTask | undefined> => {
  const row = await db.first(
    `select * from outbound_tasks where bot_id = ? and id = ? ${lock ? db.forUpdate : ''}`,
    [botId, id]
  )
  return row && toTask(row)
}

export interface TaskFilter {
  status?: TaskStatus
  dueBefore?: number
  leadId?: number
  sequenceId?: number
}

const conditionOf = (botId: string, { status = 'open', dueBefore, leadId, sequenceId }: TaskFilter) => ({
  sql: [
    'bot_id = ? and status = ?',
    ...(dueBefore === undefined ? [] : ['due_at < ?']),
    ...(leadId === undefined ? [] : ['lead_id = ?']),
    ...(sequenceId === undefined ? [] : ['sequence_id = ?'])
  ].join(' and '),
  bindings: [
    botId,
    status,
    ...(dueBefore === undefined ? [] : [dueBefore]),
    ...(leadId === undefined ? [] : [leadId]),
    ...(sequenceId === undefined ? [] : [sequenceId])
  ]
})

/** What is to be done: what has waited longest first. What was done or fell away: the latest first. */
export const listTasks = async (
  db: Database,
  botId: string,
  filter: TaskFilter,
  { limit, cursor }: PageRequest
): Promise<Page<StoredTask>> => {
  const where = conditionOf(botId, filter)
  const order = (filter.status ?? 'open') === 'open' ? 'asc' : 'desc'
  const next = behind(['due_at', 'id'], order, cursor)
  const rows = await db.query(
    `select * from outbound_tasks where ${where.sql} and ${next.sql} order by due_at ${order}, id ${order} limit ?`,
    [...where.bindings, ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toTask), limit, ({ dueAt, id }) => [dueAt, id])
}

export const countTasks = async (db: Database, botId: string, filter: TaskFilter): Promise<number> => {
  const where = conditionOf(botId, filter)
  return toNumber(
    (await db.first(`select count(*) as n from outbound_tasks where ${where.sql}`, where.bindings))?.n
  )
}

export const endTask = async (
  tx: Database,
  id: number,
  end: { status: TaskStatus; at: number; by: string | null; result: string | null }
): Promise<number> =>
  tx.change(
    `update outbound_tasks set status = ?, done_at = ?, done_by = ?, result = ? where id = ? and status = 'open'`,
    [end.status, end.at, end.by, end.result, id]
  )

export const noteTask = async (tx: Database, id: number, result: string | null): Promise<void> => {
  await tx.change('update outbound_tasks set result = ? where id = ?', [result, id])
}

/** The leads have left their sequences: nobody has to do anything for them any more. */
export const cancelTasks = async (
  tx: Database,
  enrollmentIds: readonly number[],
  at: number
): Promise<void> => {
  if (enrollmentIds.length === 0) return
  await tx.change(
    `update outbound_tasks set status = 'cancelled', done_at = ?
      where status = 'open' and enrollment_id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [at, JSON.stringify(enrollmentIds.map(id => ({ id })))]
  )
}

const toTask = (row: Row): StoredTask => ({
  id: toNumber(row.id),
  sequenceId: toNumber(row.sequence_id),
  enrollmentId: toNumber(row.enrollment_id),
  stepKey: toText(row.step_key),
  visit: toNumber(row.visit),
  leadId: toNumber(row.lead_id),
  title: toText(row.title),
  note: toTextOrNull(row.note),
  blocks: toBoolean(toNumber(row.blocks)),
  status: TASK_STATUSES.find(status => status === row.status) ?? 'open',
  dueAt: toNumber(row.due_at),
  doneAt: toNumberOrNull(row.done_at),
  doneBy: toTextOrNull(row.done_by),
  result: toTextOrNull(row.result),
  createdAt: toNumber(row.created_at)
})
