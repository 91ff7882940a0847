/** What became of everybody: each count is a button that filters the list below. */
import React, { type FC } from 'react'
import type { Counts } from '../../../../api/campaigns'
import { number, percent } from '../../../../format'
import { t } from '../../../../text'
import type { RecipientStatus } from '../api'
import { RECIPIENT_STATUSES } from './statuses'

interface Props {
  counts: Counts
  chosen: RecipientStatus | null
  onChoose: (status: RecipientStatus | null) => void
  /** The list's id. */
  controls: string
}

const Count: FC<{
  name: string
  label: string
  count: number
  total: number
  pressed: boolean
  controls: string
  onClick: () => void
}> = ({ name, label, count, total, pressed, controls, onClick }) => (
  <button
    type="button"
    className={`oc-outcome oc-outcome-${name}`}
    data-outcome={name}
    data-count={count}
    aria-pressed={pressed}
    aria-controls={controls}
    onClick={onClick}
  >
    <span className="oc-outcome-label">{label}</span>
    <span className="oc-outcome-count">{number(count)}</span>
    <span className="oc-outcome-share">{total > 0 && count > 0 ? percent(count / total) : '\u00a0'}</span>
  </button>
)

export const OutcomeButtons: FC<Props> = ({ counts, chosen, onChoose, controls }) => (
  <div className="oc-outcomes" role="group" aria-label={t('campaign_page.outcomes')}>
    <Count
      name="all"
      label={t('campaign_page.everybody')}
      count={counts.total}
      total={counts.total}
      pressed={chosen === null}
      controls={controls}
      onClick={() => onChoose(null)}
    />
    {RECIPIENT_STATUSES.map(status => (
      <Count
        key={status}
        name={status}
        label={t(`campaigns.count.${status}` as const)}
        count={counts[status]}
        total={counts.total}
        pressed={chosen === status}
        controls={controls}
        onClick={() => onChoose(chosen === status ? null : status)}
      />
    ))}
  </div>
)
