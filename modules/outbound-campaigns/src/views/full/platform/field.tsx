/** A labelled field: what it is, a hint, and what is wrong with it, tied together for those who hear the page. */
import React, { type FC, type ReactNode } from 'react'

export interface FieldProps {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

interface Props {
  id: string
  label: string
  hint?: ReactNode
  error?: string | null
  children: (field: FieldProps) => ReactNode
}

export const Field: FC<Props> = ({ id, label, hint, error, children }) => {
  const told = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className={error ? 'oc-field oc-field-wrong' : 'oc-field'}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': told || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <div id={`${id}-error`} className="oc-field-error">
          {error}
        </div>
      )}
      {hint && (
        <div id={`${id}-hint`} className="oc-small oc-muted">
          {hint}
        </div>
      )}
    </div>
  )
}
