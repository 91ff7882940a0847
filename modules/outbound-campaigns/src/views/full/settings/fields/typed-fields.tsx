/** The fields of the settings' form: each is told its name, and finds its value, its error and its hint by it. */
import { HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC, type ReactNode } from 'react'
import { Field as Labelled } from '../../platform/field'
import type { Field, SettingsInput } from '../form/input'
import type { SettingsForm } from '../form/use-settings-form'

type TextName = {
  [Name in Field]: SettingsInput[Name] extends string
    ? string extends SettingsInput[Name]
      ? Name
      : never
    : never
}[Field]

interface Props {
  form: SettingsForm
  name: TextName
  label: string
  hint?: ReactNode
}

export const idOf = (name: Field): string => `oc-settings-${name}`

export const TextField: FC<Props & { kind?: 'number' | 'tel' | 'email'; placeholder?: string }> = ({
  form,
  name,
  label,
  hint,
  kind,
  placeholder
}) => (
  <Labelled id={idOf(name)} label={label} hint={hint} error={form.errorOf(name)}>
    {field => (
      <InputGroup
        {...field}
        className={kind === 'number' ? 'oc-number' : undefined}
        inputMode={kind === 'number' ? 'decimal' : kind}
        autoComplete="off"
        placeholder={placeholder}
        value={form.input[name]}
        onChange={(event: ChangeEvent<HTMLInputElement>) => form.type({ [name]: event.currentTarget.value })}
      />
    )}
  </Labelled>
)

export const LinesField: FC<Props & { rows?: number }> = ({ form, name, label, hint, rows = 6 }) => (
  <Labelled id={idOf(name)} label={label} hint={hint} error={form.errorOf(name)}>
    {field => (
      <TextArea
        {...field}
        fill
        rows={rows}
        value={form.input[name]}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) =>
          form.type({ [name]: event.currentTarget.value })
        }
      />
    )}
  </Labelled>
)

interface ChoiceProps<Value extends string> {
  form: SettingsForm
  name: Field
  label: string
  hint?: ReactNode
  value: Value
  options: ReadonlyArray<{ value: Value; text: string }>
  onChoose: (value: Value) => void
}

export const ChoiceField = <Value extends string>({
  form,
  name,
  label,
  hint,
  value,
  options,
  onChoose
}: ChoiceProps<Value>) => (
  <Labelled id={idOf(name)} label={label} hint={hint} error={form.errorOf(name)}>
    {field => (
      <HTMLSelect
        {...field}
        value={value}
        onChange={event => {
          const chosen = options.find(option => option.value === event.currentTarget.value)
          if (chosen) onChoose(chosen.value)
        }}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </HTMLSelect>
    )}
  </Labelled>
)
