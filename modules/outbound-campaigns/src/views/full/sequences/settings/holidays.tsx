/** The days on which a sequence doesn't send. */
import React, { type FC } from 'react'
import { t } from '../../../text'
import { TimeField } from '../../platform/time-field'

export const Holidays: FC<{
  days: readonly string[]
  canWrite: boolean
  onChange: (days: string[]) => void
}> = ({ days, canWrite, onChange }) => (
  <fieldset className="oc-field" disabled={!canWrite}>
    <legend>{t('sequences.settings.holidays')}</legend>
    <ul className="oc-plain oc-holidays">
      {days.map(day => (
        <li key={day}>
          <time dateTime={day}>{day}</time>
          <button
            type="button"
            className="oc-menu-button"
            aria-label={t('sequences.settings.removeHoliday', { day })}
            onClick={() => onChange(days.filter(one => one !== day))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
    <TimeField
      id="oc-sequence-holiday"
      label={t('sequences.settings.addHoliday')}
      kind="date"
      value=""
      onChange={day => {
        if (/^[12]\d{3}-\d\d-\d\d$/.test(day) && !days.includes(day)) onChange([...days, day].sort())
      }}
    />
  </fieldset>
)
