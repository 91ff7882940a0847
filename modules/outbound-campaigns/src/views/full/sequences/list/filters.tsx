/** Search by the beginning of the name, and on or off. Both live in the address; typing reaches it after a pause. */
import { HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { useEffect, useRef, useState, type ChangeEvent, type FC } from 'react'
import type { SequenceFilter } from '../../../api/sequences'
import { t } from '../../../text'

const PAUSE_MS = 300

export const SequenceFilters: FC<{ filter: SequenceFilter; onChange: (filter: SequenceFilter) => void }> = ({
  filter,
  onChange
}) => {
  const [typed, setTyped] = useState(filter.search)
  const latest = useRef({ filter, onChange })
  latest.current = { filter, onChange }

  useEffect(() => {
    const timer = setTimeout(() => {
      const { filter: current, onChange: change } = latest.current
      if (typed.trim() !== current.search) change({ ...current, search: typed.trim() })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  // Words that came with the address (the back button) are shown.
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
        onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value)}
      />
      <HTMLSelect
        aria-label={t('sequences.column.status')}
        value={filter.active ?? ''}
        onChange={event => {
          const { value } = event.currentTarget
          onChange({ ...filter, active: value === 'true' || value === 'false' ? value : null })
        }}
      >
        <option value="">{t('campaigns.anyStatus')}</option>
        <option value="true">{t('sequences.status.active')}</option>
        <option value="false">{t('sequences.status.inactive')}</option>
      </HTMLSelect>
    </div>
  )
}
