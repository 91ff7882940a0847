/** A text in which a lead's values are filled in: they are put in from a menu, at the caret. */
import React, { useRef, type FC } from 'react'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { MenuButton } from '../../platform/menu'
import { fieldName } from '../words'
import { liquidOf, variablesOf, withInserted } from './variables'

interface Props {
  id: string
  label: string
  hint?: string
  error: string | null
  value: string
  /** More than one: a field of so many lines. */
  lines?: number
  most?: number
  code?: boolean
  kind: 'mail' | 'other'
  custom: readonly string[]
  canWrite: boolean
  onChange: (value: string) => void
}

type TextElement = HTMLInputElement | HTMLTextAreaElement

export const TemplateField: FC<Props> = props => {
  const { id, label, hint, error, value, lines = 1, most, code, kind, custom, canWrite, onChange } = props
  const text = useRef<TextElement | null>(null)
  /** Where the caret was when the field was left for the menu; before that, behind everything. */
  const caret = useRef<{ from: number; to: number } | null>(null)

  const remember = (): void => {
    const element = text.current
    if (element)
      caret.current = {
        from: element.selectionStart ?? value.length,
        to: element.selectionEnd ?? value.length
      }
  }

  const put = (variable: string): void => {
    const at = caret.current ?? { from: value.length, to: value.length }
    const inserted = withInserted(value, at, liquidOf(variable))
    onChange(inserted.text)
    caret.current = { from: inserted.caret, to: inserted.caret }
    requestAnimationFrame(() => {
      const element = text.current
      if (!element) return
      element.focus()
      element.setSelectionRange(inserted.caret, inserted.caret)
    })
  }

  const shared = {
    value,
    maxLength: most,
    disabled: !canWrite,
    onSelect: remember,
    onBlur: remember,
    className: `bp3-input bp3-fill${code ? ' oc-code' : ''}`
  }
  return (
    <div className="oc-template-field">
      <Field id={id} label={label} hint={hint} error={error}>
        {field =>
          lines > 1 ? (
            <textarea
              {...field}
              {...shared}
              ref={element => {
                text.current = element
              }}
              rows={lines}
              spellCheck={!code}
              onChange={event => onChange(event.currentTarget.value)}
            />
          ) : (
            <input
              {...field}
              {...shared}
              type="text"
              ref={element => {
                text.current = element
              }}
              onChange={event => onChange(event.currentTarget.value)}
            />
          )
        }
      </Field>
      {canWrite && (
        <MenuButton
          className="oc-variables"
          icon="plus"
          name={`variables-${id}`}
          text={t('sequences.panel.variable')}
          label={t('sequences.panel.variableFor', { field: label })}
          entries={variablesOf(kind, custom).map(variable => ({
            name: variable,
            text: fieldName(variable),
            does: () => put(variable)
          }))}
        />
      )}
    </div>
  )
}
