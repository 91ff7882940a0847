/** What a sequence is called, what it is for, and of which kind it is. */
import { HTMLSelect, TextArea } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import type { Category } from '../../../api/sequences'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { Section } from './section'
import type { Setters } from './setters'
import { TextField } from './text-field'

const CATEGORIES = [
  'cold_outreach',
  'nurture',
  'follow_up',
  'win_back',
  'custom'
] as const satisfies readonly Category[]

export const About: FC<Setters> = ({ draft: { fields }, canWrite, setField, errorOf }) => (
  <Section name="about">
    <TextField
      id="oc-sequence-name"
      label={t('sequences.settings.name')}
      error={errorOf('name')}
      most={200}
      disabled={!canWrite}
      value={fields.name}
      onChange={name => setField({ name: name ?? '' })}
    />
    <Field id="oc-sequence-description" label={t('sequences.settings.description')}>
      {field => (
        <TextArea
          {...field}
          fill
          rows={3}
          maxLength={2000}
          disabled={!canWrite}
          value={fields.description ?? ''}
          onChange={(event: ChangeEvent<HTMLTextAreaElement>) =>
            setField({ description: event.currentTarget.value || null })
          }
        />
      )}
    </Field>
    <Field id="oc-sequence-category" label={t('sequences.settings.category')}>
      {field => (
        <HTMLSelect
          {...field}
          disabled={!canWrite}
          value={fields.category}
          onChange={event => {
            const category = CATEGORIES.find(one => one === event.currentTarget.value)
            if (category) setField({ category })
          }}
        >
          {CATEGORIES.map(category => (
            <option key={category} value={category}>
              {t(`sequences.category.${category}` as const)}
            </option>
          ))}
        </HTMLSelect>
      )}
    </Field>
  </Section>
)
