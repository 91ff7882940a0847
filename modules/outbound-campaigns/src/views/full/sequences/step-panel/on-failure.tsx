/** What becomes of a lead for whom a step can't be done. */
import { HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { fieldId } from './part-props'

type OnFailure = 'continue' | 'stop'

interface Props {
  value: OnFailure
  canWrite: boolean
  onChange: (value: OnFailure) => void
}

export const OnFailureField: FC<Props> = ({ value, canWrite, onChange }) => (
  <Field id={fieldId('config.on_failure')} label={t('sequences.panel.onFailure')}>
    {field => (
      <HTMLSelect
        {...field}
        fill
        disabled={!canWrite}
        value={value}
        onChange={event => onChange(event.currentTarget.value === 'stop' ? 'stop' : 'continue')}
      >
        <option value="continue">{t('sequences.panel.goesOn')}</option>
        <option value="stop">{t('sequences.panel.leaves')}</option>
      </HTMLSelect>
    )}
  </Field>
)
