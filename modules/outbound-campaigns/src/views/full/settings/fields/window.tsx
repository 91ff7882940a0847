/** At which hours messages may leave. */
import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { weekdayName } from '../../campaigns/form/weekday'
import { ALL_DAYS } from '../form/input'
import type { SettingsForm } from '../form/use-settings-form'
import { idOf } from './typed-fields'

const Time: FC<{ id: string; label: string; value: string; onChange: (value: string) => void }> = ({
  id,
  label,
  value,
  onChange
}) => (
  <div className="oc-field">
    <label htmlFor={id}>{label}</label>
    <input
      id={id}
      className="bp3-input"
      type="time"
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    />
  </div>
)

export const WindowField: FC<{ form: SettingsForm }> = ({ form }) => {
  const window = form.input.send_window
  const id = idOf('send_window')
  const error = form.errorOf('send_window')
  const type = (more: Partial<typeof window>): void => form.type({ send_window: { ...window, ...more } })
  const toggle = (day: number): void =>
    type({
      days: ALL_DAYS.filter(one => (one === day ? !window.days.includes(one) : window.days.includes(one)))
    })
  return (
    <fieldset
      className={error === null ? 'oc-field' : 'oc-field oc-field-wrong'}
      aria-describedby={error === null ? undefined : `${id}-error`}
    >
      <legend>{t('form.hours.label')}</legend>
      <RadioGroup
        selectedValue={window.when}
        onChange={event => type({ when: event.currentTarget.value === 'window' ? 'window' : 'always' })}
      >
        <Radio value="always" label={t('form.hours.always')} />
        <Radio value="window" label={t('form.hours.window')} />
      </RadioGroup>
      {window.when === 'window' && (
        <>
          <div className="oc-row">
            <Time
              id={`${id}-from`}
              label={t('form.hours.from')}
              value={window.from}
              onChange={from => type({ from })}
            />
            <Time
              id={`${id}-to`}
              label={t('form.hours.to')}
              value={window.to}
              onChange={to => type({ to })}
            />
          </div>
          <div className="oc-days">
            {ALL_DAYS.map(day => (
              <Checkbox
                key={day}
                inline
                checked={window.days.includes(day)}
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
