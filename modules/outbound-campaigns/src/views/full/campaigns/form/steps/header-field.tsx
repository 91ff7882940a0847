/** What the message brings for its template's header: a text, or the address of a picture, a video or a document. */
import { HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import type { FormInput, HeaderKind } from '../input'
import { headerKindOf, HEADERS } from '../template'
import type { ExtraProps } from './extra-fields'

const LONGEST_NAME = 240

/** Nobody but the user knows what header a template has that is not in the list. */
const KindField: FC<Pick<ExtraProps, 'input' | 'onType'>> = ({ input, onType }) => (
  <Field id="oc-header-kind" label={t('form.extra.headerKind')}>
    {field => (
      <HTMLSelect
        {...field}
        value={input.header_kind ?? ''}
        onChange={event =>
          onType({ header_kind: HEADERS.find(kind => kind === event.currentTarget.value) ?? null })
        }
      >
        <option value="">{t('form.extra.kind.none')}</option>
        {HEADERS.map(kind => (
          <option key={kind} value={kind}>
            {t(`form.extra.kind.${kind}` as const)}
          </option>
        ))}
      </HTMLSelect>
    )}
  </Field>
)

const Value: FC<ExtraProps & { kind: HeaderKind }> = ({ kind, input, hint, headerError, onType }) => {
  const text =
    (name: 'header_value' | 'header_filename') =>
    (event: ChangeEvent<HTMLInputElement>): void => {
      const typed: Partial<FormInput> = { header_kind: kind, [name]: event.currentTarget.value }
      onType(typed)
    }
  return (
    <>
      <Field id="oc-header" label={t(`form.extra.header.${kind}` as const)} hint={hint} error={headerError}>
        {field => (
          <InputGroup
            {...field}
            value={input.header_value}
            placeholder={kind === 'text' ? undefined : 'https://'}
            onChange={text('header_value')}
          />
        )}
      </Field>
      {kind === 'document' && (
        <Field id="oc-header-filename" label={t('form.extra.filename')} hint={t('form.extra.filenameHint')}>
          {field => (
            <InputGroup
              {...field}
              value={input.header_filename}
              maxLength={LONGEST_NAME}
              onChange={text('header_filename')}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** A campaign that was made elsewhere may lack what its template needs. */
export const HeaderField: FC<ExtraProps> = props => {
  const { input, template, onType } = props
  const kind = input.header_kind ?? (template && headerKindOf(template))
  return (
    <>
      {template === null && <KindField input={input} onType={onType} />}
      {kind !== null && <Value {...props} kind={kind} />}
    </>
  )
}
