/** Where the campaign stands at this moment: how far, what it waits for, when it is over, and how fast it goes. */
import { Card, Icon } from '@blueprintjs/core'
import React, { useMemo, type FC } from 'react'
import { moment } from '../../../../format'
import { t } from '../../../../text'
import { hrefOf } from '../../../navigation/use-route'
import { useCanWrite } from '../../../platform/panel-context'
import { CampaignProgress } from '../../progress-bar'
import type { CampaignAndReport } from '../api'
import { PaceLine } from '../pace/line'
import { Waiting } from './waiting'

const Ended: FC<CampaignAndReport> = ({ campaign }) => (
  <div className="oc-line">
    <Icon icon={campaign.status === 'completed' ? 'tick-circle' : 'disable'} />
    <div>
      <div className="oc-strong">{t(`campaign_page.ended.${endOf(campaign.status)}` as const)}</div>
      {campaign.completed_at !== null && <div className="oc-muted">{moment(campaign.completed_at)}</div>}
    </div>
  </div>
)

const endOf = (status: CampaignAndReport['campaign']['status']): 'completed' | 'cancelled' | 'failed' =>
  status === 'completed' || status === 'cancelled' ? status : 'failed'

export const NowCard: FC<CampaignAndReport & { onChange: () => void }> = ({ campaign, report, onChange }) => {
  const canWrite = useCanWrite()
  const ahead = useMemo(() => Date.parse(report.now) - Date.now(), [report.now])
  return (
    <Card className="oc-card oc-now">
      <h2 className="oc-unseen">{t('campaign_page.now')}</h2>
      <CampaignProgress name={campaign.name} counts={report.counts} />
      <div className="oc-now-columns">
        <div>
          {report.waiting_for.length === 0 ? (
            <Ended campaign={campaign} report={report} />
          ) : (
            <Waiting waitingFor={report.waiting_for} ahead={ahead} />
          )}
          {report.eta !== null && (
            <p className="oc-eta" data-eta>
              {t('campaign_page.eta', { at: moment(report.eta) })}
            </p>
          )}
          {campaign.status === 'draft' && canWrite && (
            <a href={hrefOf({ screen: 'edit_campaign', id: campaign.id, step: 'review' })}>
              {t('campaign_page.goOnWriting')}
            </a>
          )}
        </div>
        <PaceLine campaign={campaign} onChange={onChange} />
      </div>
    </Card>
  )
}
