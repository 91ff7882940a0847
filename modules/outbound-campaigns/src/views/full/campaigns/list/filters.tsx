/** Search by the beginning of the name, and the states. Both live in the address; typing reaches it after a pause. */
import { HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { useEffect, useRef, useState, type FC } from 'react'
import type { CampaignFilter } from '../../../api/campaigns'
import { t } from '../../../text'
import { STATUSES } from '../../navigation/routes'

const PAUSE_MS = 300

export const CampaignFilters: FC<{ filter: CampaignFilter; onChange: (filter: CampaignFilter) => void }> = ({
  filter,
  onChange
}) => {
  const [typed, setTyped] = useState(filter.search)
  const latest = useRef({ filter, onChange })
  latest.current = { filter, onChange }

  // Typed words wait for a pause…
  useEffect(() => {
    const timer = setTimeout(() => {
      const { filter: current, onChange: change } = latest.current
      if (typed.trim() !== current.search) change({ ...current, search: typed.trim() })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  // … and words that came with the address (the back button) are shown.
  useEffect(() => {
    setTyped(shown => (shown.trim() === filter.search ? shown : filter.search))
  }, [filter.search])

  return (
    <div className="oc-filters" role="search">
      <InputGroup
        leftIcon="search"
        type="search"
        aria-label={t('campaigns.search')}
        placeholder={t('campaigns.search')}
        value={typed}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value)}
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
