/** Which opt-outs: by the beginning of an address or number, what they cover, and where they come from. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { OptOutsFilter } from '../../../api/suppressions'
import { t } from '../../../text'
import { SearchField } from '../../platform/search-field'
import { CHANNELS, SOURCES } from '../names'
import { channelText, sourceText } from '../words'

interface Props {
  filter: OptOutsFilter
  onChange: (filter: OptOutsFilter) => void
}

export const OptOutFilters: FC<Props> = ({ filter, onChange }) => (
  <div className="oc-filters oc-filters-many" role="search">
    <SearchField
      label={t('suppressions.search')}
      value={filter.search}
      onChange={search => onChange({ ...filter, search })}
    />
    <HTMLSelect
      aria-label={t('suppressions.column.channel')}
      value={filter.channel ?? ''}
      onChange={event =>
        onChange({
          ...filter,
          channel: CHANNELS.find(channel => channel === event.currentTarget.value) ?? null
        })
      }
    >
      <option value="">{t('suppressions.anyChannel')}</option>
      {CHANNELS.map(channel => (
        <option key={channel} value={channel}>
          {channelText(channel)}
        </option>
      ))}
    </HTMLSelect>
    <HTMLSelect
      aria-label={t('suppressions.column.source')}
      value={filter.source ?? ''}
      onChange={event =>
        onChange({ ...filter, source: SOURCES.find(source => source === event.currentTarget.value) ?? null })
      }
    >
      <option value="">{t('suppressions.anySource')}</option>
      {SOURCES.map(source => (
        <option key={source} value={source}>
          {sourceText(source)}
        </option>
      ))}
    </HTMLSelect>
  </div>
)
