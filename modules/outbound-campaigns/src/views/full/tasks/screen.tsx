/** What people have to do: what is late first, then today's, then the rest; and what became of everything else. */
import { Card, HTMLSelect } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getTasks, type Task, type TasksFilter } from '../../api/tasks'
import type { Listed } from '../../api/request'
import { number } from '../../format'
import { t } from '../../text'
import { SequenceSelect, useSequenceNames } from '../leads/sequence-select'
import { focusHeading, Page } from '../navigation/page'
import { goInstead } from '../navigation/use-route'
import { Message } from '../platform/message'
import { PagedList } from '../platform/paged-list'
import { useCanWrite } from '../platform/panel-context'
import { usePages } from '../platform/use-pages'
import { EndDialog } from './end-dialog'
import { TaskTable, type Ending } from './table'
import { DUES, TASK_STATUSES } from './words'

const Filters: FC<{ filter: TasksFilter; onChange: (filter: TasksFilter) => void }> = ({
  filter,
  onChange
}) => {
  const sequences = useSequenceNames()
  return (
    <div className="oc-filters" role="search">
      <HTMLSelect
        aria-label={t('leads.column.status')}
        value={filter.status}
        onChange={event =>
          onChange({
            ...filter,
            status: TASK_STATUSES.find(status => status === event.currentTarget.value) ?? 'open'
          })
        }
      >
        {TASK_STATUSES.map(status => (
          <option key={status} value={status}>
            {t(`tasks.status.${status}` as const)}
          </option>
        ))}
      </HTMLSelect>
      <SequenceSelect
        label={t('leads.enrollment.sequence')}
        none={t('leads.anySequence')}
        sequences={sequences}
        value={filter.sequence}
        onChange={sequence => onChange({ ...filter, sequence })}
      />
    </div>
  )
}

const Nothing: FC<{ filter: TasksFilter }> = ({ filter: { status } }) => (
  <Card className="oc-card">
    <Message
      icon={status === 'open' ? 'tick-circle' : 'search'}
      heading="h2"
      title={t(status === 'open' ? 'tasks.none.title' : 'tasks.none.other')}
      text={t('tasks.none.text')}
    />
  </Card>
)

/** Those that are to be done, under what they are: a part that has none is not there. */
const Open: FC<{ tasks: Task[]; onEnd: ((task: Task, ending: Ending) => void) | null; whole: boolean }> = ({
  tasks,
  onEnd,
  whole
}) => (
  <>
    {DUES.map(due => {
      const part = tasks.filter(task => task.due === due)
      // How many there are can only be said of what was read to its end.
      const isWhole = whole || part[part.length - 1] !== tasks[tasks.length - 1]
      return (
        part.length > 0 && (
          <section key={due} className="oc-task-part" data-part={due} aria-labelledby={`oc-tasks-${due}`}>
            <h2 id={`oc-tasks-${due}`}>
              {t(`tasks.due.${due}` as const)} {isWhole && <span>({number(part.length)})</span>}
            </h2>
            <TaskTable
              caption={t(`tasks.due.${due}` as const)}
              tasks={part}
              until={t('tasks.column.due')}
              onEnd={onEnd}
            />
          </section>
        )
      )
    })}
  </>
)

interface Asked {
  task: Task
  ending: Ending
}

export const TasksScreen: FC<{ filter: TasksFilter }> = ({ filter }) => {
  const pages = usePages<Task, Listed<Task>>({
    load: (http, page) => getTasks(http, filter, page),
    key: JSON.stringify(filter),
    idOf: ({ id }) => id
  })
  const canWrite = useCanWrite()
  const [asked, setAsked] = useState<Asked | null>(null)

  return (
    <Page title={t('tasks.title')}>
      <Filters filter={filter} onChange={wanted => goInstead({ screen: 'tasks', filter: wanted })} />
      <PagedList pages={pages} nothing={<Nothing filter={filter} />}>
        {({ items, next_cursor: next }) =>
          // What is listed may still be that of the filter before.
          items.every(({ status }) => status === 'open') ? (
            <Open
              tasks={items}
              whole={next === null}
              onEnd={canWrite ? (task, ending) => setAsked({ task, ending }) : null}
            />
          ) : (
            <TaskTable
              caption={t('tasks.title')}
              tasks={items}
              until={t('tasks.column.ended')}
              onEnd={null}
            />
          )
        }
      </PagedList>
      {asked && (
        <EndDialog
          {...asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null)
            pages.refresh()
            // The button is gone with its row; the focus would be lost with it.
            focusHeading()
          }}
        />
      )}
    </Page>
  )
}
