/** Whom the list shows. All of it lives in the address. */
import { HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { getProfiles, type LeadsFilter, type SequenceName } from '../../../api/leads'
import { number } from '../../../format'
import { t } from '../../../text'
import { SearchField } from '../../platform/search-field'
import { useResource } from '../../platform/use-resource'
import { useTyped } from '../../platform/use-typed'
import { SequenceSelect } from '../sequence-select'
import { LEAD_STATUSES, PRIORITIES } from '../words'

interface Props {
  filter: LeadsFilter
  sequences: SequenceName[]
  onChange: (filter: LeadsFilter) => void
}

const RARELY_MS = 60_000

const ProfileSelect: FC<{ value: string | null; onChange: (icp: string | null) => void }> = ({
  value,
  onChange
}) => {
  const [profiles] = useResource(getProfiles, { everyMs: RARELY_MS })
  const known = profiles.kind === 'ready' ? profiles.value.items : []
  const isKnown = known.some(({ icp }) => icp === value)
  return (
    <HTMLSelect
      aria-label={t('leads.field.icp')}
      value={value ?? ''}
      onChange={event => onChange(event.currentTarget.value || null)}
    >
      <option value="">{t('leads.anyProfile')}</option>
      {value !== null && !isKnown && <option value={value}>{value}</option>}
      {known.map(({ icp, leads }) => (
        <option key={icp} value={icp}>
          {icp} ({number(leads)})
        </option>
      ))}
    </HTMLSelect>
  )
}

const scoreOf = (text: string): number | null => {
  const score = /^\d{1,3}$/.test(text) ? Number(text) : null
  return score !== null && score <= 100 ? score : null
}

const ScoreField: FC<{ label: string; value: number | null; onChange: (value: number | null) => void }> = ({
  label,
  value,
  onChange
}) => {
  const [typed, type] = useTyped(value === null ? '' : String(value), text => {
    if (text === '' || scoreOf(text) !== null) onChange(scoreOf(text))
  })
  return (
    <InputGroup
      className="oc-score-field"
      inputMode="numeric"
      maxLength={3}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event: ChangeEvent<HTMLInputElement>) => type(event.currentTarget.value)}
    />
  )
}

export const LeadFilters: FC<Props> = ({ filter, sequences, onChange }) => (
  <div className="oc-filters oc-filters-many" role="search">
    <SearchField
      label={t('leads.search')}
      value={filter.search}
      onChange={search => onChange({ ...filter, search })}
    />
    <ProfileSelect value={filter.icp} onChange={icp => onChange({ ...filter, icp })} />
    <HTMLSelect
      aria-label={t('leads.column.status')}
      value={filter.status ?? ''}
      onChange={event =>
        onChange({
          ...filter,
          status: LEAD_STATUSES.find(status => status === event.currentTarget.value) ?? null
        })
      }
    >
      <option value="">{t('campaigns.anyStatus')}</option>
      {LEAD_STATUSES.map(status => (
        <option key={status} value={status}>
          {t(`leads.status.${status}` as const)}
        </option>
      ))}
    </HTMLSelect>
    <HTMLSelect
      aria-label={t('leads.field.priority')}
      value={filter.priority ?? ''}
      onChange={event =>
        onChange({
          ...filter,
          priority: PRIORITIES.find(priority => priority === event.currentTarget.value) ?? null
        })
      }
    >
      <option value="">{t('leads.anyPriority')}</option>
      {PRIORITIES.map(priority => (
        <option key={priority} value={priority}>
          {t(`leads.priority.${priority}` as const)}
        </option>
      ))}
    </HTMLSelect>
    <SequenceSelect
      label={t('leads.column.sequences')}
      none={t('leads.anySequence')}
      sequences={sequences}
      value={filter.sequence}
      onChange={sequence => onChange({ ...filter, sequence })}
    />
    <div className="oc-range" role="group" aria-label={t('leads.field.score')}>
      <ScoreField
        label={t('leads.scoreFrom')}
        value={filter.min}
        onChange={min => onChange({ ...filter, min })}
      />
      <span aria-hidden="true">–</span>
      <ScoreField
        label={t('leads.scoreTo')}
        value={filter.max}
        onChange={max => onChange({ ...filter, max })}
      />
    </div>
  </div>
)
