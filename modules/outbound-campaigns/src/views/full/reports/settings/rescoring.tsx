/** How far the leads are that get the points of another model; it begins by itself, and can be begun at once. */
import { Button, Classes } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getRescoring, startRescoring, type RescoringState } from '../../../api/nurturing'
import { moment, number, percent } from '../../../format'
import { t } from '../../../text'
import { FailedOrderNotice } from '../../platform/failed-order'
import { useCanWrite } from '../../platform/panel-context'
import { useOrder } from '../../platform/use-order'
import { useResource } from '../../platform/use-resource'

const Last: FC<{ state: RescoringState }> = ({ state: { needed, last } }) => {
  if (last && last.status === 'running')
    return (
      <div data-rescoring="running">
        <div className={`${Classes.PROGRESS_BAR} ${Classes.INTENT_PRIMARY}`} aria-hidden="true">
          <div className={Classes.PROGRESS_METER} style={{ width: `${last.progress * 100}%` }} />
        </div>
        <p role="status">
          {t('reports.rescoring.running', {
            done: number(last.done),
            leads: number(last.leads),
            share: percent(last.progress)
          })}
        </p>
      </div>
    )
  if (needed) return <p data-rescoring="needed">{t('reports.rescoring.needed')}</p>
  return (
    <p className="oc-muted" data-rescoring="current">
      {t('reports.rescoring.current')}
      {last &&
        last.finished_at !== null &&
        ` ${t('reports.rescoring.last', {
          at: moment(last.finished_at),
          done: number(last.done),
          changed: number(last.changed)
        })}`}
    </p>
  )
}

export const Rescoring: FC = () => {
  const [state, refresh] = useResource(getRescoring, { everyMs: 2000 })
  const canWrite = useCanWrite()
  const order = useOrder()
  const start = async (): Promise<void> => {
    await order.give({
      ask: startRescoring,
      failed: t('reports.rescoring.notStarted'),
      done: () => t('reports.rescoring.begun')
    })
    refresh()
  }
  if (state.kind !== 'ready') return null
  const { last } = state.value
  return (
    <div className="oc-rescoring">
      <h3>{t('reports.rescoring.title')}</h3>
      <FailedOrderNotice order={order} />
      <Last state={state.value} />
      {canWrite && (
        <Button
          icon="refresh"
          text={t('reports.rescoring.start')}
          disabled={last !== null && last.status === 'running'}
          loading={order.busy}
          onClick={() => void start()}
        />
      )}
    </div>
  )
}
