/** What people have to do for steps of sequences, over the API. */
import type { Task } from '../../backend/sequences/tasks/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, isListed, put, type Listed } from './request'

export type { Task }
export type TaskStatus = Task['status']

const isTask = (body: unknown): body is Task =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.title === 'string' &&
  typeof body.lead_name === 'string' &&
  typeof body.due === 'string'

export interface TasksFilter {
  status: TaskStatus
  sequence: number | null
}

export const getTasks = (
  http: Http,
  { status, sequence }: TasksFilter,
  page: { limit: number; cursor?: string }
): Promise<Answer<Listed<Task>>> =>
  get(http, '/tasks', isListed(isTask), { status, template_id: sequence ?? undefined, ...page })

/** `note`: what is to be remembered about it. */
export const endTask = (
  http: Http,
  id: number,
  end: { status: 'done' | 'skipped'; note?: string }
): Promise<Answer<Task>> => put(http, `/tasks/${id}`, end, isTask)
