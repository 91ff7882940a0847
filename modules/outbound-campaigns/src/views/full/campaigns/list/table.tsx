/** The campaigns as a table: one line each, with what can be done about it. */
import React, { type FC } from 'react'
import type { Campaign, ListedCampaign } from '../../../api/campaigns'
import { t } from '../../../text'
import { campaignPage } from '../../navigation/routes'
import { hrefOf } from '../../navigation/use-route'
import { useCanWrite } from '../../platform/panel-context'
import { CampaignButtons } from '../actions/buttons'
import type { CampaignActions } from '../actions/use-actions'
import { nextText } from '../next-text'
import { CampaignProgress } from '../progress-bar'
import { StatusTag } from '../status-tag'

/** A draft is opened to go on with it, everything else to look at it. */
const leadsTo = (campaign: Campaign, canWrite: boolean): string =>
  hrefOf(
    campaign.status === 'draft' && canWrite
      ? { screen: 'edit_campaign', id: campaign.id, step: 'message' }
      : campaignPage(campaign.id)
  )

const Row: FC<{ campaign: ListedCampaign; actions: CampaignActions; canWrite: boolean }> = ({
  campaign,
  actions,
  canWrite
}) => (
  <tr data-campaign={campaign.id}>
    <th scope="row">
      <a className="oc-strong" href={leadsTo(campaign, canWrite)}>
        {campaign.name}
      </a>
      <div className="oc-small oc-muted">
        {campaign.template_id} · {campaign.language}
      </div>
    </th>
    <td>
      <StatusTag status={campaign.status} />
      <div className="oc-small oc-muted" data-next>
        {nextText(campaign)}
      </div>
    </td>
    <td>
      <CampaignProgress name={campaign.name} counts={campaign.counts} />
    </td>
    {canWrite && (
      <td>
        <CampaignButtons campaign={campaign} actions={actions} />
      </td>
    )}
  </tr>
)

export const CampaignTable: FC<{ campaigns: ListedCampaign[]; actions: CampaignActions }> = ({
  campaigns,
  actions
}) => {
  const canWrite = useCanWrite()
  return (
    <table className="oc-table oc-campaigns">
      <caption className="oc-unseen">{t('campaigns.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('campaigns.column.name')}</th>
          <th scope="col">{t('campaigns.column.status')}</th>
          <th scope="col">{t('campaigns.column.progress')}</th>
          {canWrite && <th scope="col">{t('campaigns.column.actions')}</th>}
        </tr>
      </thead>
      <tbody>
        {campaigns.map(campaign => (
          <Row key={campaign.id} campaign={campaign} actions={actions} canWrite={canWrite} />
        ))}
      </tbody>
    </table>
  )
}
