/** Everything that is known of one person in this campaign. */
import React, { type FC } from 'react'
import type { Campaign } from '../../../../api/campaigns'
import { moment, number } from '../../../../format'
import { t } from '../../../../text'
import { useCanWrite } from '../../../platform/panel-context'
import type { RecipientWithAttempts } from '../api'
import { takesUpAgain } from '../errors/groups'
import { saidOf } from '../errors/said'
import { errorText, remedyText } from '../errors/text'
import { FailedOrderNotice } from '../../../platform/failed-order'
import { money } from '../money'
import { RecipientStatusTag } from '../people/status'
import { DecisionButtons } from '../unconfirmed'
import { useOrder } from '../../../platform/use-order'
import { AttemptList } from './attempts'
import { Mend } from './mend'

const MOMENTS = ['sent_at', 'delivered_at', 'read_at', 'replied_at', 'next_attempt_at'] as const

const Moments: FC<{ recipient: RecipientWithAttempts }> = ({ recipient }) => (
  <dl className="oc-facts">
    {MOMENTS.map(name => {
      const at = recipient[name]
      return (
        at !== null && (
          <React.Fragment key={name}>
            <dt>{t(`campaign_page.recipient.${name}` as const)}</dt>
            <dd>{moment(at)}</dd>
          </React.Fragment>
        )
      )
    })}
    {recipient.price !== null && (
      <>
        <dt>{t('campaign_page.facts.cost')}</dt>
        <dd>{money(recipient.price, recipient.currency ?? '')}</dd>
      </>
    )}
    {recipient.line !== null && (
      <>
        <dt>{t('campaign_page.recipient.line')}</dt>
        <dd>{number(recipient.line)}</dd>
      </>
    )}
    {recipient.message_uuid !== null && (
      <>
        <dt>{t('campaign_page.recipient.message')}</dt>
        <dd>
          <code className="oc-break">{recipient.message_uuid}</code>
        </dd>
      </>
    )}
  </dl>
)

const Values: FC<{ values: Record<string, string> }> = ({ values }) => (
  <dl className="oc-facts" data-values>
    {Object.entries(values).map(([column, value]) => (
      <React.Fragment key={column}>
        <dt>{column}</dt>
        <dd className="oc-break">{value === '' ? '–' : value}</dd>
      </React.Fragment>
    ))}
  </dl>
)

interface Props {
  campaign: Campaign
  recipient: RecipientWithAttempts
  onChange: () => void
  onRemoved: () => void
}

export const RecipientDetails: FC<Props> = ({ campaign, recipient, onChange, onRemoved }) => {
  const canWrite = useCanWrite()
  const order = useOrder()
  const { status, reason } = recipient
  const open = canWrite && campaign.status !== 'cancelled'
  return (
    <>
      <RecipientStatusTag status={status} />
      {reason && (
        <div className="oc-why" data-reason={reason.code}>
          <div className="oc-strong">{errorText(reason.code, reason.detail)}</div>
          <div>{remedyText(reason.code)}</div>
          <div className="oc-detail">
            <code>{reason.code}</code> {saidOf(reason)}
          </div>
        </div>
      )}
      <FailedOrderNotice order={order} />
      {status === 'unconfirmed' && canWrite && takesUpAgain(campaign.status) && (
        <DecisionButtons
          campaignId={campaign.id}
          count={1}
          ids={[recipient.id]}
          order={order}
          onChange={onChange}
        />
      )}
      <Moments recipient={recipient} />
      <h3>{t('campaign_page.recipient.row')}</h3>
      {open && (status === 'pending' || status === 'failed') ? (
        <Mend campaign={campaign} recipient={recipient} onChange={onChange} onRemoved={onRemoved} />
      ) : (
        <Values values={recipient.values} />
      )}
      <h3>{t('campaign_page.recipient.attempts')}</h3>
      <AttemptList attempts={recipient.attempts_log} />
    </>
  )
}
