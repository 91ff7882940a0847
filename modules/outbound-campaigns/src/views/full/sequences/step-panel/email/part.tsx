/**
 * What a mail says, and how it looks: below each other where the steps stand beside it, beside each other where it has the
 * whole width.
 */
import { Button, Checkbox, HTMLSelect } from '@blueprintjs/core'
import React, { useEffect, type FC } from 'react'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import { OnFailureField } from '../on-failure'
import { useScope } from '../../simulate/scope'
import { fieldId, type PartProps } from '../part-props'
import { TemplateField } from '../template-field'
import { MailPreview } from './preview'

const threadOf = (value: string): boolean | null => (value === '' ? null : value === 'true')

const MailFields: FC<PartProps<'email'>> = ({ step, custom, canWrite, onChange, errorOf }) => {
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

export const EmailPart: FC<PartProps<'email'>> = props => {
  const { wide, setWide } = useScope()
  // Another step, or none, is shown beside the steps again.
  useEffect(() => () => setWide(false), [setWide])
  return (
    <>
      {props.canWrite && (
        <div className="oc-mail-width">
          <Button
            small
            icon={wide ? 'minimize' : 'maximize'}
            text={t(wide ? 'mailPreview.narrow' : 'mailPreview.widen')}
            data-action={wide ? 'narrow' : 'widen'}
            onClick={() => setWide(!wide)}
          />
        </div>
      )}
      <div className="oc-mail-editor">
        <div className="oc-mail-fields">
          <MailFields {...props} />
        </div>
        <MailPreview step={props.step} />
      </div>
    </>
  )
}
