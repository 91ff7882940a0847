/** The campaign's people as a file: all, or those of one status; and its report. */
import { Button, HTMLSelect } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { number } from '../../../../format'
import { t } from '../../../../text'
import type { Http } from '../../../../studio'
import { saveFile } from '../../../platform/download'
import { getExport, getReportFile, type CampaignAndReport, type ExportOf } from '../api'
import { FailedOrderNotice } from '../../../platform/failed-order'
import { RECIPIENT_STATUSES } from '../outcomes/statuses'
import { useOrder } from '../../../platform/use-order'

type Choice = ExportOf | 'report'

const isChoice = (text: string): text is Choice =>
  text === 'all' || text === 'report' || RECIPIENT_STATUSES.some(status => status === text)

export const ExportMenu: FC<CampaignAndReport> = ({ campaign, report }) => {
  const order = useOrder()
  const [choice, setChoice] = useState<Choice>(report.counts.failed > 0 ? 'failed' : 'all')

  const download = (): Promise<boolean> =>
    order.give({
      ask: async (http: Http) => {
        const answer = await (choice === 'report'
          ? getReportFile(http, campaign.id)
          : getExport(http, campaign.id, choice))
        if (answer.kind === 'value') saveFile(answer.value, fileName(campaign.name, choice))
        return answer
      },
      failed: t('campaign_page.export.failed')
    })

  return (
    <div className="oc-export">
      <FailedOrderNotice order={order} />
      <div className="oc-side-by-side">
        <HTMLSelect
          aria-label={t('campaign_page.export.what')}
          value={choice}
          onChange={event => {
            if (isChoice(event.currentTarget.value)) setChoice(event.currentTarget.value)
          }}
        >
          <option value="all">
            {t('campaign_page.everybody')} ({number(report.counts.total)})
          </option>
          {RECIPIENT_STATUSES.map(status => (
            <option key={status} value={status}>
              {t(`campaigns.count.${status}` as const)} ({number(report.counts[status])})
            </option>
          ))}
          <option value="report">{t('campaign_page.export.report')}</option>
        </HTMLSelect>
        <Button
          icon="download"
          text={t('campaign_page.export.download')}
          loading={order.busy}
          onClick={() => void download()}
        />
      </div>
    </div>
  )
}

/** A campaign's name may hold what a file's may not. */
const fileName = (campaign: string, choice: Choice): string =>
  `${campaign.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'campaign'} ${choice}.csv`
