/** What a run of nurturing did, in words. What a newer server counts or notes is shown as it names it. */
import type { Run, RunTask } from '../../../api/nurturing'
import { moment, number } from '../../../format'
import { t, type TextKey } from '../../../text'

const COUNTS = [
  'schema_version',
  'found',
  'looked_at',
  'created',
  'active',
  'switched_off',
  'waiting',
  'started',
  'would_start',
  'messages_at_once',
  'no_longer_cold',
  'leads_due',
  'messages',
  'would_send',
  'asked',
  'news',
  'unanswered',
  'qualified',
  'paused',
  'would_pause',
  'pieces',
  'told'
] as const

/** Why somebody was not put into a sequence: as putting people into one says it. */
const REFUSALS = [
  'already_in',
  'opted_out',
  'no_address',
  'not_meant',
  'not_found',
  'conflict',
  'inactive',
  'no_steps'
] as const

const NOTES = [
  'would_create',
  'template_inactive',
  'max_leads_per_run',
  'nobody_to_tell',
  'nothing_to_tell',
  'switched_off',
  'refreshed_elsewhere',
  'more_to_count',
  'more_due',
  'more_to_qualify',
  'dry_run',
  'no_engagement_api',
  'engagement_api_silent',
  'more_to_ask',
  'needs'
] as const

const countName = (name: string): string => {
  const known = COUNTS.find(one => one === name)
  if (known) return t(`reports.runs.count.${known}` as const)
  const refusal = REFUSALS.find(one => one === name)
  return refusal ? t(`leads.enrol.count.${refusal}` as const) : name.replace(/_/g, ' ')
}

export interface Told {
  name: string
  label: string
  value: string
}

export const countsOf = (task: Pick<RunTask, 'counts'>): Told[] =>
  Object.entries(task.counts).map(([name, value]) => ({ name, label: countName(name), value: number(value) }))

export const noteText = ({ code, detail }: RunTask['notes'][number]): string => {
  if (code === 'exported') return t('reports.runs.note.exported', { key: detail })
  const known = NOTES.find(one => one === code)
  return known ? t(`reports.runs.note.${known}` as const) : detail
}

export const taskName = (name: RunTask['name']): string => t(`reports.runs.task.${name}` as const)

export const taskText = (name: RunTask['name']): string => t(`reports.runs.does.${name}` as const)

const count = (run: Run, task: RunTask['name'], name: string): number =>
  run.tasks.find(one => one.name === task)?.counts[name] ?? 0

export const FIGURES = ['found', 'started', 'messages', 'qualified', 'paused'] as const
export type Figure = (typeof FIGURES)[number]

/** What it came to; of a dry run, what it would have. null: a dry run does not say. */
export const figureOf = (run: Run, figure: Figure): number | null => {
  const { dry_run: dry } = run
  switch (figure) {
    case 'found':
      return count(run, 'identify_cold_leads', 'found')
    case 'started':
      return count(run, 'start_nurturing_sequences', dry ? 'would_start' : 'started')
    case 'messages':
      return dry
        ? count(run, 'start_nurturing_sequences', 'messages_at_once') +
            count(run, 'send_scheduled_emails', 'would_send')
        : count(run, 'send_scheduled_emails', 'messages')
    case 'qualified':
      return dry ? null : count(run, 'update_engagement', 'qualified')
    case 'paused':
      return count(run, 'auto_pause_inactive_sequences', dry ? 'would_pause' : 'paused')
  }
}

const FIGURE_TEXTS: Record<Figure, { done: TextKey; would: TextKey }> = {
  found: { done: 'reports.runs.count.found', would: 'reports.runs.count.found' },
  started: { done: 'reports.runs.count.started', would: 'reports.runs.count.would_start' },
  messages: { done: 'reports.runs.count.messages', would: 'reports.runs.count.would_send' },
  qualified: { done: 'reports.runs.count.qualified', would: 'reports.runs.count.qualified' },
  paused: { done: 'reports.runs.count.paused', would: 'reports.runs.count.would_pause' }
}

export const figureText = (run: Run, figure: Figure): string =>
  t(FIGURE_TEXTS[figure][run.dry_run ? 'would' : 'done'])

export const beganBy = (run: Pick<Run, 'trigger' | 'started_by'>): string =>
  run.trigger === 'schedule'
    ? t('reports.runs.bySchedule')
    : run.started_by === null
      ? t('reports.runs.byHand')
      : t('reports.runs.by', { who: run.started_by })

export const titleOf = (run: Pick<Run, 'dry_run' | 'started_at'>): string =>
  t(run.dry_run ? 'reports.runs.dryOf' : 'reports.runs.runOf', { at: moment(run.started_at) })
