/** The fields of this form: each finds its value, its error and its hint by its name. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { Field } from '../../platform/field'
import type { TextField } from './input'
import type { Form } from './use-form'

export const idOf = (name: TextField): string => `oc-nurturing-${name}`

export const Text: FC<{
  form: Form
  name: Exclude<TextField, 'model'>
  label: string
  hint?: string
  /** What is wrong with it beside what the form knows. */
  error?: string | null
  kind?: 'number' | 'time'
}> = ({ form, name, label, hint, error = null, kind }) => (
  <Field id={idOf(name)} label={label} hint={hint} error={error ?? form.errorOf(name)}>
    {field => (
      <InputGroup
        {...field}
        className={kind === undefined ? undefined : 'oc-number'}
        type={kind === 'time' ? 'time' : 'text'}
        inputMode={kind === 'number' ? 'numeric' : undefined}
        autoComplete="off"
        value={form.input[name]}
        onChange={(event: ChangeEvent<HTMLInputElement>) => form.type({ [name]: event.currentTarget.value })}
      />
    )}
  </Field>
)
