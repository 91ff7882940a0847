/** The form's fields: by whom somebody is recognised, who they are, what they agreed to, and whatever else is known. */
import { Button, Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC, type HTMLAttributes } from 'react'
import { t } from '../../../text'
import { zonesToChoose } from '../../campaigns/time/zone'
import { Field } from '../../platform/field'
import { PRIORITIES } from '../words'
import type { LeadForm, TextField } from './input'
import type { Wrong } from './wrong'

export interface FieldsProps {
  form: LeadForm
  wrong: Wrong
  onChange: (change: Partial<LeadForm>) => void
}

const TextInput: FC<
  FieldsProps & {
    name: TextField
    type?: string
    inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
    hint?: string
  }
> = ({ form, wrong, onChange, name, type = 'text', inputMode, hint }) => (
  <Field
    id={`oc-lead-${name}`}
    label={t(`leads.field.${name}` as const)}
    hint={wrong.hint(name) ?? hint}
    error={wrong.text(name)}
  >
    {field => (
      <InputGroup
        {...field}
        type={type}
        inputMode={inputMode}
        autoComplete="off"
        value={form[name]}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value })}
      />
    )}
  </Field>
)

export const IdentityFields: FC<FieldsProps> = props => (
  <fieldset className="oc-group">
    <legend>{t('leads.form.identity')}</legend>
    <p className="oc-muted">{t('leads.form.identityHint')}</p>
    <div className="oc-fields">
      <TextInput {...props} name="email" inputMode="email" />
      <TextInput {...props} name="phone_number" type="tel" />
      <TextInput {...props} name="ext_id" hint={t('leads.form.extIdHint')} />
    </div>
  </fieldset>
)

const LANGUAGES = ['es', 'en'] as const

export const PersonFields: FC<FieldsProps> = props => {
  const { form, wrong, onChange } = props
  return (
    <fieldset className="oc-group">
      <legend>{t('leads.form.person')}</legend>
      <div className="oc-fields">
        <TextInput {...props} name="first_name" />
        <TextInput {...props} name="last_name" />
        <TextInput {...props} name="company" />
        <TextInput {...props} name="icp" hint={t('leads.form.icpHint')} />
        <Field
          id="oc-lead-score"
          label={t('leads.ownScore')}
          hint={t('leads.form.scoreHint')}
          error={wrong.text('score')}
        >
          {field => (
            <InputGroup
              {...field}
              inputMode="decimal"
              autoComplete="off"
              value={form.score}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                onChange({ score: event.currentTarget.value })
              }
            />
          )}
        </Field>
        <Field id="oc-lead-priority" label={t('leads.field.priority')}>
          {field => (
            <HTMLSelect
              {...field}
              fill
              value={form.priority}
              onChange={event =>
                onChange({ priority: PRIORITIES.find(one => one === event.currentTarget.value) ?? '' })
              }
            >
              <option value="">{t('leads.form.none')}</option>
              {PRIORITIES.map(priority => (
                <option key={priority} value={priority}>
                  {t(`leads.priority.${priority}` as const)}
                </option>
              ))}
            </HTMLSelect>
          )}
        </Field>
        <Field id="oc-lead-language" label={t('leads.field.language')}>
          {field => (
            <HTMLSelect
              {...field}
              fill
              value={form.language}
              onChange={event =>
                onChange({ language: LANGUAGES.find(one => one === event.currentTarget.value) ?? '' })
              }
            >
              <option value="">{t('leads.form.asBot')}</option>
              {LANGUAGES.map(language => (
                <option key={language} value={language}>
                  {t(`leads.language.${language}` as const)}
                </option>
              ))}
            </HTMLSelect>
          )}
        </Field>
        <Field id="oc-lead-timezone" label={t('leads.field.timezone')} error={wrong.text('timezone')}>
          {field => (
            <HTMLSelect
              {...field}
              fill
              value={form.timezone}
              onChange={event => onChange({ timezone: event.currentTarget.value })}
            >
              <option value="">{t('leads.form.asBot')}</option>
              {zonesToChoose(form.timezone)
                .filter(zone => zone !== '')
                .map(zone => (
                  <option key={zone} value={zone}>
                    {zone.replace(/_/g, ' ')}
                  </option>
                ))}
            </HTMLSelect>
          )}
        </Field>
        <TextInput {...props} name="deal_id" />
      </div>
    </fieldset>
  )
}

export const ConsentFields: FC<FieldsProps> = props => {
  const { form, wrong, onChange } = props
  return (
    <fieldset className="oc-group">
      <legend>{t('leads.form.consent')}</legend>
      <div className="oc-fields">
        <TextInput {...props} name="consent_source" hint={t('leads.form.consentHint')} />
        <Field id="oc-lead-consent_at" label={t('leads.field.consent_at')} error={wrong.text('consent_at')}>
          {field => (
            <InputGroup
              {...field}
              type="date"
              value={form.consent_at}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                onChange({ consent_at: event.currentTarget.value })
              }
            />
          )}
        </Field>
      </div>
      <Checkbox
        label={t('leads.form.tracking')}
        checked={form.tracking}
        onChange={event => onChange({ tracking: event.currentTarget.checked })}
      />
    </fieldset>
  )
}

export const CustomFields: FC<FieldsProps> = ({ form, onChange }) => {
  const set = (at: number, change: Partial<LeadForm['custom'][number]>): void =>
    onChange({ custom: form.custom.map((one, index) => (index === at ? { ...one, ...change } : one)) })
  return (
    <fieldset className="oc-group">
      <legend>{t('leads.form.custom')}</legend>
      <p className="oc-muted">{t('leads.form.customHint')}</p>
      {form.custom.map(({ name, value }, at) => (
        <div key={at} className="oc-custom" role="group" aria-label={name || t('leads.form.newCustom')}>
          <InputGroup
            aria-label={t('leads.form.customName')}
            placeholder={t('leads.form.customName')}
            value={name}
            maxLength={100}
            onChange={(event: ChangeEvent<HTMLInputElement>) => set(at, { name: event.currentTarget.value })}
          />
          <InputGroup
            aria-label={t('leads.form.customValue')}
            placeholder={t('leads.form.customValue')}
            value={value}
            onChange={(event: ChangeEvent<HTMLInputElement>) => set(at, { value: event.currentTarget.value })}
          />
          <Button
            minimal
            icon="trash"
            aria-label={t('leads.form.removeCustom', { name })}
            onClick={() => onChange({ custom: form.custom.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <Button
        icon="plus"
        text={t('leads.form.addCustom')}
        onClick={() => onChange({ custom: [...form.custom, { name: '', value: '' }] })}
      />
    </fieldset>
  )
}
