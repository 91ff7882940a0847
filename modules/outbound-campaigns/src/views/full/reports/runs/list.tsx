/** The runs of nurturing, newest first: when, by whom, how they went, and what they came to. */
import { AnchorButton, Button, Callout, Card, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getNurturingSettings, getQualifiedFile, getRuns, type Run } from '../../../api/nurturing'
import type { Listed } from '../../../api/request'
import { length, moment, momentIn, number } from '../../../format'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { NURTURING_SETTINGS } from '../../navigation/reports-routes'
import { SEQUENCES } from '../../navigation/sequences-routes'
import { hrefOf } from '../../navigation/use-route'
import { saveFile } from '../../platform/download'
import { FailedOrderNotice } from '../../platform/failed-order'
import { Message } from '../../platform/message'
import { PagedList } from '../../platform/paged-list'
import { useCanWrite } from '../../platform/panel-context'
import { useOrder } from '../../platform/use-order'
import { usePages } from '../../platform/use-pages'
import { useResource } from '../../platform/use-resource'
import { Parts } from '../parts'
import { StartButtons } from './start'
import { DryTag, RunStatusTag } from './status-tag'
import { beganBy, figureOf, taskName, type Figure } from './words'

const Count: FC<{ run: Run; figure: Figure }> = ({ run, figure }) => {
  const value = figureOf(run, figure)
  return <td className="oc-numeric">{value === null ? '–' : number(value)}</td>
}

const Row: FC<{ run: Run }> = ({ run }) => {
  const failed = run.tasks.filter(({ status }) => status === 'failed')
  return (
    <tr data-run={run.status} data-dry={run.dry_run}>
      <th scope="row">
        <a className="oc-strong" href={hrefOf({ screen: 'run', id: run.id })}>
          {moment(run.started_at)}
        </a>
        <div className="oc-small oc-muted oc-break">{beganBy(run)}</div>
      </th>
      <td>
        <div className="oc-line-head">
          <RunStatusTag status={run.status} />
          {run.dry_run && <DryTag />}
        </div>
        {failed.length > 0 && (
          <div className="oc-small oc-bad">{failed.map(({ name }) => taskName(name)).join(', ')}</div>
        )}
      </td>
      <Count run={run} figure="started" />
      <Count run={run} figure="messages" />
      <Count run={run} figure="qualified" />
      <Count run={run} figure="paused" />
      <td className="oc-numeric">{run.duration_ms === null ? '–' : length(run.duration_ms)}</td>
    </tr>
  )
}

const RunTable: FC<{ runs: Run[] }> = ({ runs }) => (
  <table className="oc-table oc-runs">
    <caption className="oc-unseen">{t('reports.runs.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('reports.runs.column.when')}</th>
        <th scope="col">{t('reports.runs.column.status')}</th>
        <th scope="col">{t('reports.runs.column.started')}</th>
        <th scope="col">{t('reports.runs.column.messages')}</th>
        <th scope="col">{t('reports.runs.column.qualified')}</th>
        <th scope="col">{t('reports.runs.column.paused')}</th>
        <th scope="col">{t('reports.runs.column.took')}</th>
      </tr>
    </thead>
    <tbody>
      {runs.map(run => (
        <Row key={run.id} run={run} />
      ))}
    </tbody>
  </table>
)

/** When the next one begins by itself, or why none does. */
const Next: FC = () => {
  const [settings] = useResource(getNurturingSettings, { everyMs: 30_000 })
  if (settings.kind !== 'ready') return null
  const { resting, next_run_at: next, timezone } = settings.value.state
  if (resting === null)
    return next === null ? null : (
      <p className="oc-muted" data-next-run={next}>
        {t('reports.runs.next', { at: momentIn(next, timezone) })}
        {settings.value.dry_run && ` ${t('reports.runs.nextDry')}`}
      </p>
    )
  return (
    <Callout className="oc-notice" icon="pause" intent={Intent.NONE} data-resting={resting}>
      {t(`reports.runs.resting.${resting}` as const)}{' '}
      <a href={hrefOf(resting === 'switched_off' ? NURTURING_SETTINGS : SEQUENCES)}>
        {t(resting === 'switched_off' ? 'reports.part.settings' : 'navigation.sequences')}
      </a>
    </Callout>
  )
}

const None: FC = () => (
  <Card className="oc-card">
    <Message
      icon="temperature"
      heading="h2"
      title={t('reports.runs.none.title')}
      text={t('reports.runs.none.text')}
    >
      <div className="oc-message-actions">
        <AnchorButton text={t('reports.part.settings')} href={hrefOf(NURTURING_SETTINGS)} />
      </div>
    </Message>
  </Card>
)

export const RunsScreen: FC = () => {
  const pages = usePages<Run, Listed<Run>>({ load: getRuns, key: '', idOf: run => run.id, first: 50 })
  const canWrite = useCanWrite()
  const starting = useOrder()
  const saving = useOrder()
  const { list } = pages
  const busy = list.kind === 'ready' && list.value.items.some(({ status }) => status === 'running')

  const saveQualified = (): Promise<boolean> =>
    saving.give({
      ask: async http => {
        const answer = await getQualifiedFile(http)
        if (answer.kind === 'value') saveFile(answer.value, t('reports.runs.qualifiedFile'))
        return answer
      },
      failed: t('reports.runs.qualifiedNotSaved')
    })

  return (
    <Page
      title={t('reports.runs.title')}
      actions={
        <div className="oc-side-by-side">
          <Button
            icon="download"
            text={t('reports.runs.qualified')}
            loading={saving.busy}
            onClick={() => void saveQualified()}
          />
          {canWrite && <StartButtons order={starting} busy={busy} />}
        </div>
      }
    >
      <Parts current="runs" />
      <p className="oc-muted">{t('reports.runs.text')}</p>
      <FailedOrderNotice order={starting} />
      <FailedOrderNotice order={saving} />
      <Next />
      <PagedList pages={pages} nothing={<None />}>
        {({ items }) => <RunTable runs={items} />}
      </PagedList>
    </Page>
  )
}
