/** A date or a time of day, by the browser's own field. */
import React, { type ChangeEvent, type FC } from 'react'
import { Field } from './field'

interface Props {
  id: string
  label: string
  kind: 'date' | 'time'
  value: string
  onChange: (value: string) => void
}

export const TimeField: FC<Props> = ({ id, label, kind, value, onChange }) => (
  <Field id={id} label={label}>
    {field => (
      <input
        {...field}
        className="bp3-input"
        type={kind}
        value={value}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)
