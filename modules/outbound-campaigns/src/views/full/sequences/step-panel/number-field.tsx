/**
 * A whole number between two others. What can't be read is shown as it was typed and said to be wrong; the step keeps
 * the last number that could be, and has it again when the field is left.
 */
import { InputGroup } from '@blueprintjs/core'
import React, { useEffect, useState, type ChangeEvent, type FC } from 'react'
import { t } from '../../../text'
import { Field } from '../../platform/field'

interface Props {
  id: string
  label: string
  hint?: string
  error?: string | null
  value: number | null
  from: number
  to: number
  /** An empty field is null, where that means something. */
  empty?: string
  disabled?: boolean
  onChange: (value: number | null) => void
}

const shown = (value: number | null): string => (value === null ? '' : String(value))

export const NumberField: FC<Props> = ({
  id,
  label,
  hint,
  error,
  value,
  from,
  to,
  empty,
  disabled,
  onChange
}) => {
  const [typed, setTyped] = useState(shown(value))
  // It may be changed from elsewhere: taken back, or another step is shown.
  useEffect(() => setTyped(shown(value)), [value, id])

  const readOf = (text: string): number | null | undefined => {
    if (text.trim() === '') return empty === undefined ? undefined : null
    const read = /^\d+$/.test(text.trim()) ? Number(text) : NaN
    return read >= from && read <= to ? read : undefined
  }
  const isWrong = readOf(typed) === undefined
  return (
    <Field
      id={id}
      label={label}
      hint={hint}
      error={isWrong ? t('sequences.panel.range', { from, to }) : (error ?? null)}
    >
      {field => (
        <InputGroup
          {...field}
          className="oc-number"
          inputMode="numeric"
          disabled={disabled}
          value={typed}
          placeholder={empty}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            const text = event.currentTarget.value
            setTyped(text)
            const read = readOf(text)
            if (read !== undefined) onChange(read)
          }}
          onBlur={() => setTyped(shown(value))}
        />
      )}
    </Field>
  )
}
