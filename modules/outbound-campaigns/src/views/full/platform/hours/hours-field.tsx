/** Chooses the hours at which messages may leave: at any, or within a window on some days. */
import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { TimeField } from '../time-field'
import { ALL_DAYS, type Hours } from './hours'
import { weekdayName } from './weekday'

interface Props {
  /** Before the ids of the fields. */
  id: string
  hours: Hours
  onChange: (changed: Partial<Hours>) => void
  error: string | null
}

export const HoursField: FC<Props> = ({ id, hours, onChange, error }) => {
  const toggle = (day: number): void =>
    onChange({
      days: ALL_DAYS.filter(one => (one === day ? !hours.days.includes(one) : hours.days.includes(one)))
    })
  return (
    <fieldset
      className={error === null ? 'oc-field' : 'oc-field oc-field-wrong'}
      aria-describedby={error === null ? undefined : `${id}-error`}
    >
      <legend>{t('form.hours.label')}</legend>
      <RadioGroup
        selectedValue={hours.when}
        onChange={event => onChange({ when: event.currentTarget.value === 'window' ? 'window' : 'always' })}
      >
        <Radio value="always" label={t('form.hours.always')} />
        <Radio value="window" label={t('form.hours.window')} />
      </RadioGroup>
      {hours.when === 'window' && (
        <>
          <div className="oc-row">
            <TimeField
              id={`${id}-from`}
              label={t('form.hours.from')}
              kind="time"
              value={hours.from}
              onChange={from => onChange({ from })}
            />
            <TimeField
              id={`${id}-to`}
              label={t('form.hours.to')}
              kind="time"
              value={hours.to}
              onChange={to => onChange({ to })}
            />
          </div>
          <div className="oc-days">
            {ALL_DAYS.map(day => (
              <Checkbox
                key={day}
                inline
                checked={hours.days.includes(day)}
                label={weekdayName(day)}
                onChange={() => toggle(day)}
              />
            ))}
          </div>
        </>
      )}
      {error !== null && (
        <div id={`${id}-error`} className="oc-field-error">
          {error}
        </div>
      )}
    </fieldset>
  )
}
