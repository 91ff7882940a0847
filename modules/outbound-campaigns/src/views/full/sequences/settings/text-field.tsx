/** A line of text, of which none is the same as an empty one. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { Field } from '../../platform/field'

export const TextField: FC<{
  id: string
  label: string
  hint?: string
  error?: string | null
  value: string | null
  most: number
  disabled: boolean
  onChange: (value: string | null) => void
}> = ({ id, label, hint, error, value, most, disabled, onChange }) => (
  <Field id={id} label={label} hint={hint} error={error}>
    {field => (
      <InputGroup
        {...field}
        disabled={disabled}
        maxLength={most}
        value={value ?? ''}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value || null)}
      />
    )}
  </Field>
)
