/** What another system is told. */
import { Button, InputGroup } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC } from 'react'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { NumberField } from './number-field'
import { OnFailureField } from './on-failure'
import { fieldId, type PartProps } from './part-props'
import { TemplateField } from './template-field'

type Props = PartProps<'webhook'>

/** As the server shows a secret that is there. */
const SET = 'set'

const Secret: FC<Props> = ({ step, canWrite, onChange, errorOf }) => {
  const { secret } = step.config
  const isSet = secret === SET
  return (
    <>
      <Field
        id={fieldId('config.secret')}
        label={t('sequences.webhook.secret')}
        hint={t(isSet ? 'sequences.webhook.secretSet' : 'sequences.webhook.secretHint')}
        error={errorOf('config.secret')}
      >
        {field => (
          <InputGroup
            {...field}
            type="password"
            autoComplete="new-password"
            disabled={!canWrite}
            maxLength={200}
            placeholder={isSet ? '••••••••' : undefined}
            value={isSet ? '' : (secret ?? '')}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              onChange({ secret: event.currentTarget.value || null }, 'secret')
            }
          />
        )}
      </Field>
      {isSet && canWrite && (
        <Button
          minimal
          small
          className="oc-link"
          text={t('sequences.webhook.removeSecret')}
          onClick={() => onChange({ secret: null }, 'secret')}
        />
      )}
    </>
  )
}

const Data: FC<Props> = ({ step, custom, canWrite, onChange, errorOf }) => {
  const { data } = step.config
  const [name, setName] = useState('')
  const names = Object.keys(data)
  const isFree = name.trim() !== '' && !names.includes(name.trim())
  const without = (gone: string): Record<string, string> =>
    Object.fromEntries(Object.entries(data).filter(([one]) => one !== gone))
  return (
    <fieldset className="oc-field">
      <legend>{t('sequences.webhook.data')}</legend>
      <div className="oc-small oc-muted">{t('sequences.webhook.dataHint')}</div>
      {names.map(one => (
        <div key={one} className="oc-data-line">
          <TemplateField
            id={fieldId(`config.data.${one}`)}
            label={one}
            error={errorOf(`config.data.${one}`)}
            kind="other"
            custom={custom}
            canWrite={canWrite}
            most={2000}
            value={data[one] ?? ''}
            onChange={value => onChange({ data: { ...data, [one]: value } }, `data.${one}`)}
          />
          {canWrite && (
            <Button
              small
              minimal
              icon="cross"
              aria-label={t('sequences.webhook.remove', { name: one })}
              onClick={() => onChange({ data: without(one) }, 'data')}
            />
          )}
        </div>
      ))}
      {canWrite && (
        <div className="oc-side-by-side">
          <InputGroup
            aria-label={t('sequences.webhook.newName')}
            placeholder={t('sequences.webhook.newName')}
            maxLength={100}
            value={name}
            onChange={(event: ChangeEvent<HTMLInputElement>) => setName(event.currentTarget.value)}
          />
          <Button
            icon="plus"
            text={t('sequences.webhook.add')}
            disabled={!isFree}
            onClick={() => {
              onChange({ data: { ...data, [name.trim()]: '' } }, 'data')
              setName('')
            }}
          />
        </div>
      )}
    </fieldset>
  )
}

export const WebhookPart: FC<Props> = props => {
  const { step, canWrite, onChange, errorOf } = props
  const { url, timeout_seconds: timeout, on_failure: onFailure } = step.config
  return (
    <>
      <Field
        id={fieldId('config.url')}
        label={t('sequences.webhook.url')}
        error={errorOf('config.url')}
        hint={t('sequences.webhook.urlHint')}
      >
        {field => (
          <InputGroup
            {...field}
            type="url"
            disabled={!canWrite}
            placeholder="https://"
            maxLength={2000}
            value={url}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              onChange({ url: event.currentTarget.value.trim() }, 'url')
            }
          />
        )}
      </Field>
      <Secret {...props} />
      <Data {...props} />
      <NumberField
        id={fieldId('config.timeout_seconds')}
        label={t('sequences.webhook.timeout')}
        value={timeout}
        from={1}
        to={60}
        disabled={!canWrite}
        onChange={value => onChange({ timeout_seconds: value ?? 30 }, 'timeout')}
      />
      <OnFailureField
        value={onFailure}
        canWrite={canWrite}
        onChange={value => onChange({ on_failure: value }, 'on_failure')}
      />
    </>
  )
}
