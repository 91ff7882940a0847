/** What is to be done about certain errors otherwise than usual: a line for each code. */
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { useEffect, useRef, type ChangeEvent, type FC } from 'react'
import { t } from '../../../text'
import { errorText } from '../../campaigns/page/errors/text'
import { POLICY_ACTIONS, type PolicyRow } from '../form/input'
import type { SettingsForm } from '../form/use-settings-form'
import { idOf } from './typed-fields'

interface LineProps {
  row: PolicyRow
  invalid: boolean
  focus: boolean
  onChange: (row: PolicyRow) => void
  onRemove: () => void
}

const Line: FC<LineProps> = ({ row, invalid, focus, onChange, onRemove }) => {
  const code = useRef<HTMLInputElement | null>(null)
  useEffect(() => {
    if (focus && code.current) code.current.focus()
  }, [focus])
  return (
    <tr>
      <td>
        <InputGroup
          aria-label={t('settings.policy.code')}
          aria-invalid={invalid || undefined}
          autoComplete="off"
          placeholder="1461"
          inputRef={element => {
            code.current = element
          }}
          value={row.code}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onChange({ ...row, code: event.currentTarget.value })
          }
        />
        <div className="oc-small oc-muted">{errorText(row.code.trim(), ' ')}</div>
      </td>
      <td>
        <HTMLSelect
          aria-label={t('settings.policy.action')}
          value={row.action}
          onChange={event => {
            const action = POLICY_ACTIONS.find(known => known === event.currentTarget.value)
            if (action) onChange({ ...row, action })
          }}
        >
          {POLICY_ACTIONS.map(action => (
            <option key={action} value={action}>
              {t(`settings.policy.actions.${action}` as const)}
            </option>
          ))}
        </HTMLSelect>
      </td>
      <td>
        {row.action === 'retry' && (
          <InputGroup
            aria-label={t('settings.policy.minutes')}
            inputMode="decimal"
            autoComplete="off"
            placeholder={t('settings.policy.asUsual')}
            value={row.minutes}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              onChange({ ...row, minutes: event.currentTarget.value })
            }
          />
        )}
      </td>
      <td>
        <Button
          minimal
          icon="trash"
          aria-label={t('settings.policy.remove', { code: row.code || '–' })}
          onClick={onRemove}
        />
      </td>
    </tr>
  )
}

export const PolicyField: FC<{ form: SettingsForm }> = ({ form }) => {
  const rows = form.input.error_policy
  const error = form.errorOf('error_policy')
  const id = idOf('error_policy')
  const change = (error_policy: PolicyRow[]): void => form.type({ error_policy })
  const adding = useRef(false)
  return (
    <div className={error === null ? 'oc-field' : 'oc-field oc-field-wrong'}>
      <h3>{t('settings.policy.title')}</h3>
      <p className="oc-muted">{t('settings.policy.text')}</p>
      {rows.length > 0 && (
        <table
          className="oc-table oc-table-form oc-policy"
          aria-describedby={error === null ? undefined : `${id}-error`}
        >
          <thead>
            <tr>
              <th scope="col">{t('settings.policy.code')}</th>
              <th scope="col">{t('settings.policy.action')}</th>
              <th scope="col">{t('settings.policy.minutes')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Line
                key={index}
                row={row}
                invalid={error !== null}
                focus={adding.current && index === rows.length - 1}
                onChange={changed => change(rows.map((one, at) => (at === index ? changed : one)))}
                onRemove={() => change(rows.filter((_row, at) => at !== index))}
              />
            ))}
          </tbody>
        </table>
      )}
      {error !== null && (
        <div id={`${id}-error`} className="oc-field-error">
          {error}
        </div>
      )}
      <Button
        icon="plus"
        text={t('settings.policy.add')}
        onClick={() => {
          adding.current = true
          change([...rows, { code: '', action: 'fail', minutes: '' }])
        }}
      />
    </div>
  )
}
