/** A secret address: whether there is one, a new one, or none any more. What it is, is never shown. */
import { Button, InputGroup, Tag } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import type { SettingsForm } from '../form/use-settings-form'
import { idOf } from './typed-fields'

export const SecretField: FC<{
  form: SettingsForm
  name: 'slack_webhook_url' | 'webhook_url'
  label: string
  hint: string
}> = ({ form, name, label, hint }) => {
  const typed = form.input[name]
  const isSet = form.shown.notify[name] === 'set'
  return (
    <Field id={idOf(name)} label={label} hint={hint} error={form.errorOf(name)}>
      {field => (
        <div className="oc-side-by-side">
          <InputGroup
            {...field}
            type="url"
            autoComplete="off"
            placeholder={t(
              isSet && typed.kind !== 'removed' ? 'settings.secret.set' : 'settings.secret.notSet'
            )}
            value={typed.kind === 'new' ? typed.text : ''}
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              const text = event.currentTarget.value
              form.type({ [name]: text === '' ? { kind: 'as_it_is' } : { kind: 'new', text } })
            }}
          />
          {isSet && typed.kind === 'as_it_is' && (
            <Button
              icon="trash"
              text={t('settings.secret.remove')}
              onClick={() => form.type({ [name]: { kind: 'removed' } })}
            />
          )}
          {typed.kind === 'removed' && <Tag minimal>{t('settings.secret.removed')}</Tag>}
        </div>
      )}
    </Field>
  )
}
