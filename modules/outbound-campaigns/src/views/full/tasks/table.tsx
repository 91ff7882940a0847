/** Tasks one below the other: what is to be done, for whom, until when; or what became of it. */
import { Button, Icon, Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Task } from '../../api/tasks'
import { moment } from '../../format'
import { t } from '../../text'
import { hrefOf } from '../navigation/use-route'

export type Ending = 'done' | 'skipped'

const Buttons: FC<{ task: Task; onEnd: (ending: Ending) => void }> = ({ task: { title }, onEnd }) => (
  <div className="oc-actions">
    <Button
      small
      icon="tick"
      text={t('tasks.done')}
      aria-label={t('campaigns.actionOn', { action: t('tasks.done'), name: title })}
      onClick={() => onEnd('done')}
    />
    <Button
      small
      minimal
      icon="step-forward"
      text={t('tasks.skip')}
      aria-label={t('campaigns.actionOn', { action: t('tasks.skip'), name: title })}
      onClick={() => onEnd('skipped')}
    />
  </div>
)

const Until: FC<{ task: Task }> = ({ task }) =>
  task.status === 'open' ? (
    <>
      {task.due === 'overdue' && <Icon icon="warning-sign" iconSize={12} intent={Intent.DANGER} />}{' '}
      {moment(task.due_at)}
    </>
  ) : (
    <>
      {task.done_at !== null && moment(task.done_at)}
      <div className="oc-small oc-muted oc-break">{task.done_by}</div>
    </>
  )

const Row: FC<{ task: Task; onEnd: ((ending: Ending) => void) | null }> = ({ task, onEnd }) => (
  <tr data-task={task.id} data-due={task.due}>
    <th scope="row">
      <span className="oc-strong">{task.title}</span>
      {task.note !== null && <div className="oc-small oc-break">{task.note}</div>}
      {task.result !== null && (
        <div className="oc-small oc-muted oc-break">{t('tasks.result', { text: task.result })}</div>
      )}
      {task.status === 'open' && task.blocks && (
        <div className="oc-task-tag">
          <Tag minimal>{t('tasks.blocks')}</Tag>
        </div>
      )}
    </th>
    <td>
      <a href={hrefOf({ screen: 'lead', id: task.lead_id })}>{task.lead_name || t('leads.gone')}</a>
      <div className="oc-small oc-muted oc-break">{task.template_name}</div>
    </td>
    <td className={task.status === 'open' && task.due === 'overdue' ? 'oc-bad' : undefined}>
      <Until task={task} />
    </td>
    {onEnd && (
      <td>
        <Buttons task={task} onEnd={onEnd} />
      </td>
    )}
  </tr>
)

interface Props {
  /** What is below: for who hears the page. */
  caption: string
  tasks: Task[]
  until: string
  /** null: there is nothing to be done about them. */
  onEnd: ((task: Task, ending: Ending) => void) | null
}

export const TaskTable: FC<Props> = ({ caption, tasks, until, onEnd }) => (
  <table className={onEnd ? 'oc-table oc-tasks oc-tasks-open' : 'oc-table oc-tasks'}>
    <caption className="oc-unseen">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{t('tasks.column.what')}</th>
        <th scope="col">{t('tasks.column.who')}</th>
        <th scope="col">{until}</th>
        {onEnd && <th scope="col">{t('campaigns.column.actions')}</th>}
      </tr>
    </thead>
    <tbody>
      {tasks.map(task => (
        <Row key={task.id} task={task} onEnd={onEnd && (ending => onEnd(task, ending))} />
      ))}
    </tbody>
  </table>
)
