/** The address of tasks: `#/tasks?status=done&sequence=3`. What is to be done needs no status. */
import type { TasksFilter } from '../../api/tasks'
import { TASK_STATUSES } from '../tasks/words'

export interface TasksRoute {
  screen: 'tasks'
  filter: TasksFilter
}

export const OPEN_TASKS: TasksFilter = { status: 'open', sequence: null }

export const TASKS: TasksRoute = { screen: 'tasks', filter: OPEN_TASKS }

export const parseTasksRoute = (query: URLSearchParams): TasksRoute => {
  const sequence = query.get('sequence') ?? ''
  return {
    screen: 'tasks',
    filter: {
      status: TASK_STATUSES.find(status => status === query.get('status')) ?? 'open',
      sequence: /^[1-9]\d{0,14}$/.test(sequence) ? Number(sequence) : null
    }
  }
}

export const hashOfTasksRoute = ({ filter: { status, sequence } }: TasksRoute): string => {
  const query = new URLSearchParams()
  if (status !== 'open') query.set('status', status)
  if (sequence !== null) query.set('sequence', String(sequence))
  const text = query.toString()
  return text === '' ? '#/tasks' : `#/tasks?${text}`
}
