/**
 * What the message brings for its template's buttons. An answer needs nothing: its own text comes back when it is tapped.
 * A button by which people leave is marked, because nobody should find out from who has left.
 */
import { Icon, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import type { Template } from '../../../../api/templates'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import { buttonText, kindOf, LONGEST, withButton, type ButtonKind, type TemplateButton } from '../buttons'
import type { ExtraProps } from './extra-fields'

export const OptOutNote: FC = () => (
  <div className="oc-opt-out oc-small" data-opt-out>
    <Icon icon="ban-circle" iconSize={12} />
    {t('form.extra.optOut')}
  </div>
)

const labelOf = (kind: ButtonKind, { type, text }: TemplateButton): string => {
  switch (kind) {
    case 'quick_reply':
      return t('form.extra.answer', { button: text })
    case 'url':
      return type === 'url' ? t('form.extra.link', { button: text }) : t('form.extra.code', { button: text })
    case 'copy_code':
      return t('form.extra.code', { button: text })
  }
}

type Props = Pick<ExtraProps, 'input' | 'hint' | 'strict' | 'isOptOut' | 'onType'>

const ButtonField: FC<{ button: TemplateButton; kind: ButtonKind } & Props> = ({
  button,
  kind,
  input,
  hint,
  strict,
  isOptOut,
  onType
}) => {
  const { index, text, parameter } = button
  const typed = buttonText(input.buttons, index)
  const isMissing = strict && parameter === 'required' && typed.trim() === ''
  return (
    <div data-button={index}>
      <Field
        id={`oc-button-${index}`}
        label={labelOf(kind, button)}
        hint={kind === 'quick_reply' ? t('form.extra.answerHint') : hint}
        error={isMissing ? t('form.extra.missing') : null}
      >
        {field => (
          <InputGroup
            {...field}
            value={typed}
            maxLength={LONGEST[kind]}
            placeholder={kind === 'quick_reply' ? text : undefined}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              onType({ buttons: withButton(input.buttons, index, kind, event.currentTarget.value) })
            }
          />
        )}
      </Field>
      {kind === 'quick_reply' && isOptOut(text, typed) && <OptOutNote />}
    </div>
  )
}

export const ButtonFields: FC<Props & { template: Template }> = ({ template, ...props }) => {
  const known = template.parameters.buttons.flatMap(button => {
    const kind = kindOf(button)
    return kind === null ? [] : [{ button, kind }]
  })
  if (known.length === 0) return null
  return (
    <>
      <h3>{t('form.extra.buttons')}</h3>
      {known.map(({ button, kind }) => (
        <ButtonField key={button.index} button={button} kind={kind} {...props} />
      ))}
    </>
  )
}
