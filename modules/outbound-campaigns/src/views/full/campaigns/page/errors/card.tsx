/** What went wrong, by its cause: how often, what to do about it, and trying those again. */
import { Button, Card, Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../../format'
import { counted, t } from '../../../../text'
import { useCanWrite } from '../../../platform/panel-context'
import { retryFailed, type CampaignAndReport, type ErrorGroup } from '../api'
import { FailedOrderNotice } from '../../../platform/failed-order'
import { useOrder } from '../../../platform/use-order'
import { takesUpAgain, troubleIn } from './groups'
import { errorText, remedyText } from './text'

interface RowProps {
  group: ErrorGroup
  retry: (() => void) | null
  busy: boolean
  onShow: () => void
}

const Row: FC<RowProps> = ({ group: { status, code, reason, count }, retry, busy, onShow }) => (
  <tr data-error={code} data-error-status={status}>
    <td className="oc-numeric oc-error-count">
      <Button
        small
        minimal
        className="oc-link"
        text={number(count)}
        aria-label={t('campaign_page.errors.show', counted(count, number))}
        onClick={onShow}
      />
    </td>
    <th scope="row">
      <div>{errorText(code, reason)}</div>
      <div className="oc-small oc-muted">
        {t(`campaigns.count.${status}` as const)} · <code>{code}</code>
      </div>
    </th>
    <td>{remedyText(code)}</td>
    <td className="oc-error-action">
      {retry && (
        <Button
          small
          icon="repeat"
          text={t('campaign_page.errors.retryThese')}
          aria-label={t('campaign_page.errors.retryTheseOf', {
            ...counted(count, number),
            why: errorText(code, reason)
          })}
          disabled={busy}
          onClick={retry}
        />
      )}
    </td>
  </tr>
)

interface Props extends CampaignAndReport {
  onShow: (group: Pick<ErrorGroup, 'status' | 'code'>) => void
  onChange: () => void
}

export const ErrorsCard: FC<Props> = ({ campaign, report, onShow, onChange }) => {
  const canWrite = useCanWrite()
  const order = useOrder()
  const groups = troubleIn(report.errors)
  if (groups.length === 0 && report.counts.failed === 0) return null
  const mayRetry = canWrite && takesUpAgain(campaign.status)

  const retry = async (codes: string[] | null): Promise<void> => {
    await order.give({
      ask: http => retryFailed(http, campaign.id, codes),
      failed: t('campaign_page.errors.retryFailed'),
      done: ({ count }) => t('campaign_page.errors.retried', counted(count, number))
    })
    onChange()
  }

  return (
    <Card className="oc-card" data-card="errors">
      <div className="oc-card-head">
        <h2>{t('campaign_page.errors.title')}</h2>
        {mayRetry && report.counts.failed > 0 && (
          <Button
            icon="repeat"
            intent={Intent.PRIMARY}
            text={t('campaign_page.errors.retryAll', counted(report.counts.failed, number))}
            disabled={order.busy}
            onClick={() => void retry(null)}
          />
        )}
      </div>
      <FailedOrderNotice order={order} />
      <table className="oc-table oc-table-small oc-errors">
        <thead>
          <tr>
            <th scope="col">{t('campaign_page.errors.people')}</th>
            <th scope="col">{t('campaign_page.errors.why')}</th>
            <th scope="col">{t('campaign_page.errors.whatToDo')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <Row
              key={`${group.status} ${group.code}`}
              group={group}
              busy={order.busy}
              retry={mayRetry && group.status === 'failed' ? () => void retry([group.code]) : null}
              onShow={() => onShow(group)}
            />
          ))}
        </tbody>
      </table>
      {canWrite && campaign.status === 'cancelled' && report.counts.failed > 0 && (
        <Tag minimal className="oc-tag-note">
          {t('campaign_page.errors.cancelled')}
        </Tag>
      )}
    </Card>
  )
}
