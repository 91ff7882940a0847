/** A text that is searched for while it is typed. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { useTyped } from './use-typed'

interface Props {
  label: string
  value: string
  inputMode?: 'tel'
  onChange: (value: string) => void
}

export const SearchField: FC<Props> = ({ label, value, inputMode, onChange }) => {
  const [typed, type] = useTyped(value, onChange)
  return (
    <InputGroup
      leftIcon="search"
      type="search"
      inputMode={inputMode}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event: ChangeEvent<HTMLInputElement>) => type(event.currentTarget.value)}
    />
  )
}
