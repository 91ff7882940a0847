/** A template typed by its name, for when the account's list can't be had or lacks it. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import type { FormInput } from '../input'

interface Props {
  input: FormInput
  errors: { template: string | null; language: string | null }
  onType: (typed: Partial<FormInput>) => void
}

export const TemplateByHand: FC<Props> = ({ input, errors, onType }) => {
  const text =
    (name: 'template_id' | 'language' | 'template_namespace') =>
    (event: ChangeEvent<HTMLInputElement>): void =>
      onType({ [name]: event.currentTarget.value })
  return (
    <>
      <div className="oc-side-by-side">
        <Field id="oc-template" label={t('form.byHand.template')} error={errors.template}>
          {field => (
            <InputGroup
              {...field}
              value={input.template_id}
              onChange={text('template_id')}
              spellCheck={false}
            />
          )}
        </Field>
        <Field id="oc-language" label={t('form.byHand.language')} error={errors.language}>
          {field => (
            <InputGroup {...field} value={input.language} onChange={text('language')} spellCheck={false} />
          )}
        </Field>
      </div>
      <Field id="oc-namespace" label={t('form.byHand.namespace')} hint={t('form.byHand.namespaceHint')}>
        {field => (
          <InputGroup
            {...field}
            value={input.template_namespace}
            onChange={text('template_namespace')}
            spellCheck={false}
          />
        )}
      </Field>
    </>
  )
}
