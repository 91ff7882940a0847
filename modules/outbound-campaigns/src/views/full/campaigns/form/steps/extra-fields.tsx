/** What a message brings beside its variables: the header's text, picture or file, and what its buttons need. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import type { Template } from '../../../../api/templates'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import type { FormInput } from '../input'
import { headerKindOf } from '../template'
import { buttonText, withButton } from '../variables'

interface Props {
  input: FormInput
  template: Template | null
  /** A column to show how it is written. */
  column: string
  headerError: string | null
  onType: (typed: Partial<FormInput>) => void
}

const hint = (column: string): string => t('form.extra.hint', { example: `{{${column}}}` })

/** A campaign that was made elsewhere may lack what its template needs. */
const HeaderField: FC<Props> = ({ input, template, column, headerError, onType }) => {
  const kind = input.header_kind ?? (template && headerKindOf(template))
  const { header_value: value } = input
  if (kind === null) return null
  return (
    <Field
      id="oc-header"
      label={t(`form.extra.header.${kind}` as const)}
      hint={hint(column)}
      error={headerError}
    >
      {field => (
        <InputGroup
          {...field}
          value={value}
          placeholder={kind === 'text' ? undefined : 'https://'}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onType({ header_kind: kind, header_value: event.currentTarget.value })
          }
        />
      )}
    </Field>
  )
}

type Button = Template['parameters']['buttons'][number]

const ButtonField: FC<{ button: Button } & Pick<Props, 'input' | 'column' | 'onType'>> = ({
  button: { index, type, text },
  input,
  column,
  onType
}) => (
  <Field
    id={`oc-button-${index}`}
    label={t(type === 'url' ? 'form.extra.link' : 'form.extra.code', { button: text })}
    hint={hint(column)}
  >
    {field => (
      <InputGroup
        {...field}
        value={buttonText(input.buttons, index)}
        onChange={(event: ChangeEvent<HTMLInputElement>) =>
          onType({
            buttons: withButton(
              input.buttons,
              index,
              // An authentication template takes its code as the end of a link.
              type === 'copy_code' ? 'copy_code' : 'url',
              event.currentTarget.value
            )
          })
        }
      />
    )}
  </Field>
)

export const ExtraFields: FC<Props> = props => {
  const { template, input, column, onType } = props
  const buttons = (template?.parameters.buttons ?? []).filter(({ parameter }) => parameter === 'required')
  return (
    <>
      <HeaderField {...props} />
      {buttons.map(button => (
        <ButtonField key={button.index} button={button} input={input} column={column} onType={onType} />
      ))}
    </>
  )
}
