/** A number as it is typed. No arrows that change it under a scrolling wheel. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC, type ReactNode } from 'react'
import { Field } from '../../../platform/field'

interface Props {
  id: string
  label: string
  hint?: ReactNode
  error: string | null
  value: string
  onChange: (value: string) => void
}

export const NumberField: FC<Props> = ({ id, label, hint, error, value, onChange }) => (
  <Field id={id} label={label} hint={hint} error={error}>
    {field => (
      <InputGroup
        {...field}
        className="oc-number"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)
