/** One run: what it came to, or would, and its nine tasks one below the other; live while it is under way. */
import { Callout, Card, Classes, Intent } from '@blueprintjs/core'
import React, { useEffect, useState, type FC } from 'react'
import { getRun, type NamedRun, type RunTask } from '../../../api/nurturing'
import { length, number } from '../../../format'
import { counted, t } from '../../../text'
import { useSequenceNames } from '../../leads/sequence-select'
import { Page } from '../../navigation/page'
import { RUNS } from '../../navigation/reports-routes'
import { hrefOf } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useResource } from '../../platform/use-resource'
import { DryTag, RunStatusTag, TaskStatusTag } from './status-tag'
import {
  beganBy,
  countsOf,
  figureOf,
  figureText,
  FIGURES,
  noteText,
  taskName,
  taskText,
  titleOf
} from './words'

const LIVE_MS = 1000
const ENDED_MS = 60_000

const Figures: FC<{ run: NamedRun }> = ({ run }) => (
  <dl className="oc-counts">
    {FIGURES.map(figure => {
      const value = figureOf(run, figure)
      return (
        value !== null && (
          <div key={figure} data-figure={figure}>
            <dt>{figureText(run, figure)}</dt>
            <dd>{number(value)}</dd>
          </div>
        )
      )
    })}
  </dl>
)

const Leads: FC<{ task: RunTask; run: NamedRun; sequences: Map<number, string> }> = ({
  task,
  run,
  sequences
}) => (
  <details className="oc-run-leads">
    <summary>
      {t(run.dry_run ? 'reports.runs.wouldBe' : 'reports.runs.people', counted(task.leads.length, number))}
    </summary>
    <ul>
      {task.leads.map(({ lead_id: lead, template_id: sequence }) => (
        <li key={`${lead} ${sequence}`}>
          <a href={hrefOf({ screen: 'lead', id: lead })}>
            {run.names[lead] || t('reports.runs.lead', { id: lead })}
          </a>{' '}
          <span className="oc-muted">
            {t('reports.runs.into', {
              name: sequences.get(sequence) ?? t('leads.sequenceGone', { id: sequence })
            })}
          </span>
        </li>
      ))}
    </ul>
  </details>
)

const Task: FC<{ task: RunTask; n: number; run: NamedRun; sequences: Map<number, string> }> = ({
  task,
  n,
  run,
  sequences
}) => {
  const counts = countsOf(task)
  return (
    <li className="oc-run-task" data-task={task.name} data-status={task.status}>
      <div className="oc-line-head">
        <h3>
          {number(n)}. {taskName(task.name)}
        </h3>
        <TaskStatusTag status={task.status} />
        {task.duration_ms > 0 && (
          <span className="oc-small oc-muted">
            {task.duration_ms < 1000 ? t('reports.runs.brief') : length(task.duration_ms)}
          </span>
        )}
      </div>
      <p className="oc-small oc-muted">{taskText(task.name)}</p>
      {counts.length > 0 && (
        <p className="oc-run-counts">
          {counts.map(({ name, label, value }) => (
            <span key={name} data-count={name}>
              {label}: <span className="oc-strong">{value}</span>
            </span>
          ))}
        </p>
      )}
      {task.notes.map(note => (
        <p key={note.code} data-note={note.code}>
          {noteText(note)}
        </p>
      ))}
      {task.error !== null && (
        <Callout intent={Intent.DANGER} icon="error">
          <span className="oc-break">{task.error}</span>
        </Callout>
      )}
      {task.leads.length > 0 && <Leads task={task} run={run} sequences={sequences} />}
    </li>
  )
}

const Progress: FC<{ run: NamedRun }> = ({ run }) => {
  const ended = run.tasks.filter(({ status }) => status !== 'waiting' && status !== 'running').length
  const now = run.tasks.find(({ status }) => status === 'running') ?? run.tasks[ended]
  return (
    <div className="oc-run-progress">
      <div className={`${Classes.PROGRESS_BAR} ${Classes.INTENT_PRIMARY}`} aria-hidden="true">
        <div
          className={Classes.PROGRESS_METER}
          style={{ width: `${(100 * ended) / Math.max(1, run.tasks.length)}%` }}
        />
      </div>
      <p role="status">
        {t('reports.runs.underWay', { n: number(ended), of: number(run.tasks.length) })}
        {now && ` ${taskName(now.name)}…`}
      </p>
    </div>
  )
}

const Facts: FC<{ run: NamedRun }> = ({ run }) => (
  <p className="oc-muted">
    {beganBy(run)}
    {run.duration_ms !== null && ` · ${t('reports.runs.took', { length: length(run.duration_ms) })}`}
    {run.attempts > 1 && ` · ${t('reports.runs.attempts', { n: number(run.attempts) })}`}
    {` · ${t('reports.runs.parameters', {
      leads: number(run.parameters.max_leads_per_run),
      days: number(run.parameters.cold_lead_days),
      score: number(run.parameters.min_score_to_qualify)
    })}`}
  </p>
)

const RunView: FC<{ run: NamedRun }> = ({ run }) => {
  const sequences = new Map(useSequenceNames().map(({ id, name }) => [id, name]))
  return (
    <>
      <Facts run={run} />
      <Card className="oc-card oc-run-summary" data-run={run.status} data-dry={run.dry_run}>
        <h2>{t(run.dry_run ? 'reports.runs.wouldDo' : 'reports.runs.did')}</h2>
        {run.status === 'running' && <Progress run={run} />}
        <Figures run={run} />
        {run.dry_run && <p className="oc-small oc-muted">{t('reports.runs.dryText')}</p>}
      </Card>
      <Card className="oc-card">
        <h2>{t('reports.runs.tasks')}</h2>
        <ol className="oc-plain oc-run-tasks">
          {run.tasks.map((task, index) => (
            <Task key={task.name} task={task} n={index + 1} run={run} sequences={sequences} />
          ))}
        </ol>
      </Card>
    </>
  )
}

export const RunScreen: FC<{ id: number }> = ({ id }) => {
  const [live, setLive] = useState(true)
  const [run, refresh] = useResource(http => getRun(http, id), {
    key: String(id),
    everyMs: live ? LIVE_MS : ENDED_MS
  })
  const running = run.kind !== 'ready' || run.value.status === 'running'
  useEffect(() => setLive(running), [running])

  const crumbs = [
    { text: t('reports.title'), to: { screen: 'reports', kind: null } as const },
    { text: t('reports.runs.title'), to: RUNS }
  ]
  switch (run.kind) {
    case 'loading':
      return <Loading instead="page" />
    case 'failed':
      return (
        <Page title={t('reports.runs.one')} crumbs={crumbs}>
          <FailurePage heading="h2" failure={run.failure} onRetry={refresh} />
        </Page>
      )
    case 'ready':
      return (
        <Page
          title={titleOf(run.value)}
          crumbs={crumbs}
          beside={
            <>
              <RunStatusTag status={run.value.status} />
              {run.value.dry_run && <DryTag />}
            </>
          }
        >
          {run.failure && <FailureNotice failure={run.failure} onRetry={refresh} />}
          <RunView run={run.value} />
        </Page>
      )
  }
}
