/** One campaign: where it stands, what comes next, and what can be done. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getCampaign, type Campaign } from '../../../api/campaigns'
import { moment, number } from '../../../format'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { CAMPAIGNS } from '../../navigation/routes'
import { go } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { CampaignButtons } from '../actions/buttons'
import { useCampaignActions } from '../actions/use-actions'
import { nextText } from '../next-text'
import { CampaignProgress } from '../progress-bar'
import { StatusTag } from '../status-tag'

const COUNTS = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unconfirmed',
  'skipped',
  'cancelled'
] as const

const Facts: FC<{ campaign: Campaign }> = ({ campaign }) => (
  <dl className="oc-facts">
    <dt>{t('campaigns.fact.template')}</dt>
    <dd>
      {campaign.template_id} · {campaign.language}
    </dd>
    <dt>{t('campaigns.fact.created')}</dt>
    <dd>{[moment(campaign.created_at), campaign.created_by].filter(Boolean).join(' · ')}</dd>
    {campaign.started_at !== null && (
      <>
        <dt>{t('campaigns.fact.started')}</dt>
        <dd>{moment(campaign.started_at)}</dd>
      </>
    )}
    {campaign.completed_at !== null && (
      <>
        <dt>{t('campaigns.fact.ended')}</dt>
        <dd>{moment(campaign.completed_at)}</dd>
      </>
    )}
  </dl>
)

const Known: FC<{ campaign: Campaign; onChange: () => void }> = ({ campaign, onChange }) => {
  const canWrite = useCanWrite()
  const actions = useCampaignActions(action => (action === 'delete' ? go(CAMPAIGNS) : onChange()))
  return (
    <Page
      title={campaign.name}
      crumbs={[{ text: t('campaigns.title'), to: CAMPAIGNS }]}
      beside={<StatusTag status={campaign.status} />}
      actions={canWrite ? <CampaignButtons campaign={campaign} actions={actions} /> : null}
    >
      {actions.shown}
      <Card className="oc-card">
        <p className="oc-next">{nextText(campaign, Date.now())}</p>
        <CampaignProgress name={campaign.name} counts={campaign.counts} />
        <dl className="oc-counts">
          {COUNTS.map(status => (
            <div key={status}>
              <dt>{t(`campaigns.count.${status}` as const)}</dt>
              <dd>{number(campaign.counts[status])}</dd>
            </div>
          ))}
        </dl>
        <Facts campaign={campaign} />
      </Card>
    </Page>
  )
}

export const CampaignScreen: FC<{ id: number }> = ({ id }) => {
  const [campaign, refresh] = useResource(http => getCampaign(http, id))
  switch (campaign.kind) {
    case 'loading':
      return <Loading />
    case 'failed':
      return <FailurePage failure={campaign.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          {campaign.failure && <FailureNotice failure={campaign.failure} onRetry={refresh} />}
          <Known campaign={campaign.value} onChange={refresh} />
        </>
      )
  }
}
