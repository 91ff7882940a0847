/** The timeline in numbers, for who can't see a picture or wants to know exactly. */
import React, { type FC } from 'react'
import { moment, number } from '../../../../format'
import { t } from '../../../../text'
import { SERIES, type Bucket } from './buckets'

export const TimelineTable: FC<{ buckets: Bucket[] }> = ({ buckets }) => (
  <div className="oc-scroll" tabIndex={0} role="region" aria-label={t('campaign_page.timeline.title')}>
    <table className="oc-table oc-table-small">
      <thead>
        <tr>
          <th scope="col">{t('campaign_page.timeline.from')}</th>
          {SERIES.map(series => (
            <th key={series} scope="col">
              {t(`campaigns.count.${series}` as const)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {buckets.map(bucket => (
          <tr key={bucket.at}>
            <th scope="row">{moment(bucket.at)}</th>
            {SERIES.map(series => (
              <td key={series} className="oc-numeric">
                {number(bucket[series])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
