/** Search by the beginning of the name, and the states. Both live in the address; typing reaches it after a pause. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { CampaignFilter } from '../../../api/campaigns'
import { t } from '../../../text'
import { STATUSES } from '../../navigation/routes'
import { SearchField } from '../../platform/search-field'

export const CampaignFilters: FC<{ filter: CampaignFilter; onChange: (filter: CampaignFilter) => void }> = ({
  filter,
  onChange
}) => {
  return (
    <div className="oc-filters" role="search">
      <SearchField
        label={t('campaigns.search')}
        value={filter.search}
        onChange={search => onChange({ ...filter, search })}
      />
      <HTMLSelect
        aria-label={t('campaigns.column.status')}
        value={filter.status ?? ''}
        onChange={event =>
          onChange({
            ...filter,
            status: STATUSES.find(status => status === event.currentTarget.value) ?? null
          })
        }
      >
        <option value="">{t('campaigns.anyStatus')}</option>
        {STATUSES.map(status => (
          <option key={status} value={status}>
            {t(`campaigns.status.${status}` as const)}
          </option>
        ))}
      </HTMLSelect>
    </div>
  )
}
