/** A length of time as a number and its unit. */
import { HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import type { IntervalUnit } from '../form/input'
import type { SettingsForm } from '../form/use-settings-form'
import { idOf } from './typed-fields'

const UNITS: readonly IntervalUnit[] = ['second', 'minute', 'hour']

export const IntervalField: FC<{ form: SettingsForm }> = ({ form }) => {
  const interval = form.input.batch_interval_ms
  return (
    <Field
      id={idOf('batch_interval_ms')}
      label={t('form.pace.interval')}
      hint={t('settings.pace.intervalHint')}
      error={form.errorOf('batch_interval_ms')}
    >
      {field => (
        <div className="oc-side-by-side oc-interval">
          <InputGroup
            {...field}
            inputMode="decimal"
            autoComplete="off"
            value={interval.count}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              form.type({ batch_interval_ms: { ...interval, count: event.currentTarget.value } })
            }
          />
          <HTMLSelect
            aria-label={t('form.pace.unit')}
            value={interval.unit}
            onChange={event => {
              const unit = UNITS.find(known => known === event.currentTarget.value)
              if (unit) form.type({ batch_interval_ms: { ...interval, unit } })
            }}
          >
            {UNITS.map(unit => (
              <option key={unit} value={unit}>
                {t(`form.pace.units.${unit}` as const)}
              </option>
            ))}
          </HTMLSelect>
        </div>
      )}
    </Field>
  )
}
