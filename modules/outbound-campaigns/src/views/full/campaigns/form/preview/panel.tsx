/** The message beside the form, with what is known of its variables. */
import React, { type FC } from 'react'
import type { Settings } from '../../../../api/settings'
import type { Template } from '../../../../api/templates'
import { t, type TextKey } from '../../../../text'
import { buttonText } from '../buttons'
import type { FormInput } from '../input'
import { optOutReader } from '../opt-out'
import { nameOfVariable } from '../template'
import { Bubble, NoBubble } from './bubble'
import { messageView, type ValueOf } from './message'

/** While no row is looked at, the column's name stands where its value will. */
const columnsAsValues =
  ({ variables, parameter_names: names }: FormInput): ValueOf =>
  name => {
    const index = (variables ?? []).findIndex(
      (_variable, position) => nameOfVariable(names, position) === name
    )
    const variable = index < 0 ? undefined : (variables ?? [])[index]
    return variable && variable.column !== '' ? variable.column : undefined
  }

const nothingToShow = ({ template_id: chosen }: FormInput, loading: boolean): TextKey => {
  if (chosen === '') return 'form.preview.none'
  return loading ? 'loading' : 'form.preview.unknown'
}

interface Props {
  input: FormInput
  template: Template | null
  settings: Settings | null
  /** The list is still being asked for. */
  loading?: boolean
  /** A row's own values, where one is looked at. */
  values?: ValueOf
  /** The header with the row's values. */
  header?: string
}

export const MessagePanel: FC<Props> = ({ input, template, settings, loading, values, header, children }) => {
  const isOptOut = optOutReader(settings)
  return (
    <aside className="oc-beside" aria-label={t('form.preview.title')}>
      {template === null ? (
        <NoBubble text={t(nothingToShow(input, loading === true))} />
      ) : (
        <Bubble
          message={messageView(
            template.components,
            values ?? columnsAsValues(input),
            header ?? input.header_value,
            (index, text) => isOptOut(text, buttonText(input.buttons, index))
          )}
        />
      )}
      {children}
    </aside>
  )
}
