/** What a person has to do. */
import { Checkbox } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { LengthFields } from './length-fields'
import { fieldId, type PartProps } from './part-props'
import { TemplateField } from './template-field'

export const TaskPart: FC<PartProps<'task'>> = ({ step, custom, canWrite, onChange, errorOf }) => {
  const { title, note, due_days: days, due_hours: hours, blocks } = step.config
  return (
    <>
      <TemplateField
        id={fieldId('config.title')}
        label={t('sequences.task.title')}
        error={errorOf('config.title')}
        kind="other"
        custom={custom}
        canWrite={canWrite}
        most={200}
        value={title}
        onChange={value => onChange({ title: value }, 'title')}
      />
      <TemplateField
        id={fieldId('config.note')}
        label={t('sequences.task.note')}
        error={errorOf('config.note')}
        kind="other"
        custom={custom}
        canWrite={canWrite}
        lines={4}
        most={10_000}
        value={note ?? ''}
        onChange={value => onChange({ note: value === '' ? null : value }, 'note')}
      />
      <LengthFields
        label={t('sequences.task.due')}
        fields={['config.due_days', 'config.due_hours']}
        days={days}
        hours={hours}
        canWrite={canWrite}
        onChange={length => onChange({ due_days: length.days, due_hours: length.hours }, 'due')}
      />
      <Checkbox
        label={t('sequences.task.blocks')}
        checked={blocks}
        disabled={!canWrite}
        onChange={() => onChange({ blocks: !blocks }, 'blocks')}
      />
    </>
  )
}
