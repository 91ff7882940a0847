/** A length of time as somebody plans it: days and hours. */
import React, { type FC } from 'react'
import { t } from '../../../text'
import { NumberField } from './number-field'
import { fieldId } from './part-props'

interface Props {
  label: string
  hint?: string
  /** The names of the two fields. */
  fields: readonly [days: string, hours: string]
  days: number
  hours: number
  canWrite: boolean
  onChange: (length: { days: number; hours: number }) => void
}

export const LengthFields: FC<Props> = ({ label, hint, fields, days, hours, canWrite, onChange }) => (
  <fieldset className="oc-field oc-length">
    <legend>{label}</legend>
    <div className="oc-side-by-side">
      <NumberField
        id={fieldId(fields[0])}
        label={t('sequences.panel.days')}
        value={days}
        from={0}
        to={365}
        disabled={!canWrite}
        onChange={value => onChange({ days: value ?? 0, hours })}
      />
      <NumberField
        id={fieldId(fields[1])}
        label={t('sequences.panel.hours')}
        value={hours}
        from={0}
        to={23}
        disabled={!canWrite}
        onChange={value => onChange({ days, hours: value ?? 0 })}
      />
    </div>
    {hint && <div className="oc-small oc-muted">{hint}</div>}
  </fieldset>
)
