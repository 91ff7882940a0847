/** How a run, or one of its tasks, stands: as a coloured word. */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Run, RunTask } from '../../../api/nurturing'
import { t } from '../../../text'

const RUNS: Record<Run['status'], Intent> = {
  running: Intent.PRIMARY,
  completed: Intent.SUCCESS,
  failed: Intent.DANGER,
  abandoned: Intent.DANGER
}

const TASKS: Record<RunTask['status'], Intent> = {
  waiting: Intent.NONE,
  running: Intent.PRIMARY,
  done: Intent.SUCCESS,
  failed: Intent.DANGER,
  skipped: Intent.NONE
}

export const RunStatusTag: FC<{ status: Run['status'] }> = ({ status }) => (
  <Tag minimal intent={RUNS[status]}>
    {t(`reports.runs.status.${status}` as const)}
  </Tag>
)

export const TaskStatusTag: FC<{ status: RunTask['status'] }> = ({ status }) => (
  <Tag minimal intent={TASKS[status]}>
    {t(`reports.runs.taskStatus.${status}` as const)}
  </Tag>
)

export const DryTag: FC = () => (
  <Tag minimal icon="eye-open">
    {t('reports.runs.dry')}
  </Tag>
)
