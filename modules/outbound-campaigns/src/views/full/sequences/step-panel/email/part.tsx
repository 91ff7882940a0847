/**
 * What a mail says. Whoever replaces this by an editor beside a preview keeps its props: the step, what is wrong where,
 * and how to change it.
 */
import { Checkbox, HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import { OnFailureField } from '../on-failure'
import { fieldId, type PartProps } from '../part-props'
import { TemplateField } from '../template-field'

const threadOf = (value: string): boolean | null => (value === '' ? null : value === 'true')

export const EmailPart: FC<PartProps<'email'>> = ({ step, custom, canWrite, onChange, errorOf }) => {
  const { subject, preheader, html, text, in_thread: inThread, on_failure: onFailure } = step.config
  const shared = { kind: 'mail' as const, custom, canWrite }
  return (
    <>
      <TemplateField
        {...shared}
        id={fieldId('config.subject')}
        label={t('sequences.email.subject')}
        error={errorOf('config.subject')}
        most={500}
        value={subject}
        onChange={value => onChange({ subject: value }, 'subject')}
      />
      <TemplateField
        {...shared}
        id={fieldId('config.preheader')}
        label={t('sequences.email.preheader')}
        hint={t('sequences.email.preheaderHint')}
        error={errorOf('config.preheader')}
        most={500}
        value={preheader ?? ''}
        onChange={value => onChange({ preheader: value === '' ? null : value }, 'preheader')}
      />
      <TemplateField
        {...shared}
        id={fieldId('config.html')}
        label={t('sequences.email.html')}
        hint={t('sequences.email.htmlHint')}
        error={errorOf('config.html')}
        lines={14}
        code
        value={html}
        onChange={value => onChange({ html: value }, 'html')}
      />
      <Checkbox
        label={t('sequences.email.ownText')}
        checked={text !== null}
        disabled={!canWrite}
        onChange={() => onChange({ text: text === null ? '' : null }, 'text')}
      />
      {text !== null && (
        <TemplateField
          {...shared}
          id={fieldId('config.text')}
          label={t('sequences.email.text')}
          error={errorOf('config.text')}
          lines={8}
          value={text}
          onChange={value => onChange({ text: value }, 'text')}
        />
      )}
      <Field id={fieldId('config.in_thread')} label={t('sequences.email.inThread')}>
        {field => (
          <HTMLSelect
            {...field}
            fill
            disabled={!canWrite}
            value={inThread === null ? '' : String(inThread)}
            onChange={event => onChange({ in_thread: threadOf(event.currentTarget.value) }, 'in_thread')}
          >
            <option value="">{t('sequences.email.asSequence')}</option>
            <option value="true">{t('sequences.email.asAnswer')}</option>
            <option value="false">{t('sequences.email.ownMail')}</option>
          </HTMLSelect>
        )}
      </Field>
      <OnFailureField
        value={onFailure}
        canWrite={canWrite}
        onChange={value => onChange({ on_failure: value }, 'on_failure')}
      />
    </>
  )
}
