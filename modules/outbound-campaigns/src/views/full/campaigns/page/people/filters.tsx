/** Search by the beginning of a number; typing is asked for after a pause. The status is also chosen by the counts. */
import { Button, HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../../text'
import { SearchField } from '../../../platform/search-field'
import type { PeopleFilter } from '../api'
import { errorText } from '../errors/text'
import { RECIPIENT_STATUSES } from '../outcomes/statuses'

/** Chosen among the errors, ended here. */
const OnlyReason: FC<{ code: string; onEnd: () => void }> = ({ code, onEnd }) => {
  const reason = errorText(code, code)
  return (
    <Button
      className="oc-break"
      rightIcon="cross"
      data-code={code}
      text={reason}
      aria-label={`${reason} ${t('campaign_page.people.anyReason')}`}
      onClick={onEnd}
    />
  )
}

export const PeopleFilters: FC<{ filter: PeopleFilter; onChange: (filter: PeopleFilter) => void }> = ({
  filter,
  onChange
}) => {
  return (
    <div className="oc-filters" role="search">
      <SearchField
        inputMode="tel"
        label={t('campaign_page.people.search')}
        value={filter.search}
        onChange={search => onChange({ ...filter, search })}
      />
      {filter.code !== null && (
        <OnlyReason code={filter.code} onEnd={() => onChange({ ...filter, code: null })} />
      )}
      <HTMLSelect
        aria-label={t('campaigns.column.status')}
        value={filter.status ?? ''}
        onChange={event =>
          onChange({
            ...filter,
            code: null,
            status: RECIPIENT_STATUSES.find(status => status === event.currentTarget.value) ?? null
          })
        }
      >
        <option value="">{t('campaigns.anyStatus')}</option>
        {RECIPIENT_STATUSES.map(status => (
          <option key={status} value={status}>
            {t(`campaigns.count.${status}` as const)}
          </option>
        ))}
      </HTMLSelect>
    </div>
  )
}
