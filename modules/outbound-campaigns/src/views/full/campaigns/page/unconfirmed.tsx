/**
 * Messages of which nobody knows whether they went out. They are never sent again by themselves, since somebody might
 * get the message twice: a person decides.
 */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { Confirm } from '../../platform/confirm'
import { useCanWrite } from '../../platform/panel-context'
import { decideUnconfirmed, type CampaignAndReport, type Decision } from './api'
import { takesUpAgain } from './errors/groups'
import { FailedOrderNotice } from '../../platform/failed-order'
import { useOrder, type Order } from '../../platform/use-order'

interface DecisionProps {
  campaignId: number
  count: number
  /** null: all of them. */
  ids: number[] | null
  order: Order
  onChange: () => void
}

/** The two ways, for all or for one; the one that may send twice is asked about once more. */
export const DecisionButtons: FC<DecisionProps> = ({ campaignId, count, ids, order, onChange }) => {
  const [asking, setAsking] = useState(false)
  const decide = async (decision: Decision): Promise<void> => {
    setAsking(false)
    await order.give({
      ask: http => decideUnconfirmed(http, campaignId, decision, ids),
      failed: t('campaign_page.unconfirmed.failed'),
      done: ({ count: decided }) =>
        t(`campaign_page.unconfirmed.done.${decision}` as const, counted(decided, number))
    })
    onChange()
  }
  return (
    <div className="oc-form-buttons">
      <Button
        icon="repeat"
        text={t('campaign_page.unconfirmed.retry')}
        disabled={order.busy}
        onClick={() => setAsking(true)}
      />
      <Button
        icon="tick"
        text={t('campaign_page.unconfirmed.assume')}
        disabled={order.busy}
        onClick={() => void decide('assume_delivered')}
      />
      {asking && (
        <Confirm
          title={t('campaign_page.unconfirmed.question', counted(count, number))}
          text={t('campaign_page.unconfirmed.warning')}
          yes={t('campaign_page.unconfirmed.retry')}
          no={t('campaign_page.leaveAsIs')}
          onYes={() => void decide('retry')}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  )
}

export const UnconfirmedNotice: FC<CampaignAndReport & { onChange: () => void }> = ({
  campaign,
  report,
  onChange
}) => {
  const canWrite = useCanWrite()
  const order = useOrder()
  const count = report.counts.unconfirmed
  if (count === 0 && order.failed === null) return null
  return (
    <Callout className="oc-notice" intent={Intent.WARNING} icon="help" data-card="unconfirmed">
      <FailedOrderNotice order={order} />
      <strong>{t('campaign_page.unconfirmed.title', counted(count, number))}</strong>
      <p>{t('campaign_page.unconfirmed.text')}</p>
      {canWrite && takesUpAgain(campaign.status) && (
        <DecisionButtons
          campaignId={campaign.id}
          count={count}
          ids={null}
          order={order}
          onChange={onChange}
        />
      )}
    </Callout>
  )
}
