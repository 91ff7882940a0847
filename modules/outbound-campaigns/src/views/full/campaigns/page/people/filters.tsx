/** Search by the beginning of a number; typing is asked for after a pause. The status is also chosen by the counts. */
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { useEffect, useRef, useState, type ChangeEvent, type FC } from 'react'
import { t } from '../../../../text'
import type { PeopleFilter } from '../api'
import { errorText } from '../errors/text'
import { RECIPIENT_STATUSES } from '../outcomes/statuses'

const PAUSE_MS = 300

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
  const [typed, setTyped] = useState(filter.search)
  const latest = useRef({ filter, onChange })
  latest.current = { filter, onChange }

  // Typed digits wait for a pause…
  useEffect(() => {
    const timer = setTimeout(() => {
      const { filter: current, onChange: change } = latest.current
      if (typed.trim() !== current.search) change({ ...current, search: typed.trim() })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  // … and those that came with the address (the back button, another link) are shown.
  useEffect(() => {
    setTyped(shown => (shown.trim() === filter.search ? shown : filter.search))
  }, [filter.search])

  return (
    <div className="oc-filters" role="search">
      <InputGroup
        leftIcon="search"
        type="search"
        inputMode="tel"
        aria-label={t('campaign_page.people.search')}
        placeholder={t('campaign_page.people.search')}
        value={typed}
        onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.currentTarget.value)}
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
