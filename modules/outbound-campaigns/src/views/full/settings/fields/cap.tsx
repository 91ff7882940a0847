/** How many messages one person may get in how many hours: both, or neither. */
import { InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../text'
import type { SettingsForm } from '../form/use-settings-form'
import { idOf } from './typed-fields'

export const CapField: FC<{ form: SettingsForm }> = ({ form }) => {
  const cap = form.input.frequency_cap
  const id = idOf('frequency_cap')
  const error = form.errorOf('frequency_cap')
  const told = [error === null ? '' : `${id}-error`, `${id}-hint`].filter(Boolean).join(' ')
  const field = (name: keyof typeof cap, label: string) => (
    <label className="oc-cap">
      <InputGroup
        id={name === 'max' ? id : undefined}
        aria-describedby={told}
        aria-invalid={error === null ? undefined : true}
        inputMode="numeric"
        autoComplete="off"
        value={cap[name]}
        onChange={(event: ChangeEvent<HTMLInputElement>) =>
          form.type({ frequency_cap: { ...cap, [name]: event.currentTarget.value } })
        }
      />
      <span>{label}</span>
    </label>
  )
  return (
    <fieldset className={error === null ? 'oc-field' : 'oc-field oc-field-wrong'}>
      <legend>{t('settings.limits.cap')}</legend>
      <div className="oc-caps">
        {field('max', t('settings.limits.capMessages'))}
        {field('per_hours', t('settings.limits.capHours'))}
      </div>
      {error !== null && (
        <div id={`${id}-error`} className="oc-field-error">
          {error}
        </div>
      )}
      <div id={`${id}-hint`} className="oc-small oc-muted">
        {t('settings.limits.capHint')}
      </div>
    </fieldset>
  )
}
