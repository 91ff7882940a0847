/** Who comes into a sequence, and what brings them in. */
import { HTMLSelect, Radio, RadioGroup } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Trigger } from '../../../api/sequences'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { NumberField } from '../step-panel/number-field'
import { NumberPair } from './number-pair'
import { Section } from './section'
import type { Setters } from './setters'
import { TextField } from './text-field'

const TRIGGERS = [
  'manual',
  'on_lead_created',
  'score_threshold',
  'cold_lead'
] as const satisfies ReadonlyArray<Trigger['kind']>

const newTrigger = (kind: Trigger['kind']): Trigger =>
  kind === 'score_threshold' ? { kind, score: 50 } : { kind }

export const People: FC<Setters> = ({ draft: { fields }, canWrite, setField, errorOf }) => {
  const { trigger } = fields
  return (
    <Section name="people">
      <fieldset className="oc-field" disabled={!canWrite}>
        <legend>{t('sequences.settings.trigger')}</legend>
        <RadioGroup
          selectedValue={trigger.kind}
          disabled={!canWrite}
          onChange={event => {
            const kind = TRIGGERS.find(one => one === event.currentTarget.value)
            if (kind) setField({ trigger: newTrigger(kind) })
          }}
        >
          {TRIGGERS.map(kind => (
            <Radio key={kind} value={kind} label={t(`sequences.settings.triggers.${kind}` as const)} />
          ))}
        </RadioGroup>
      </fieldset>
      {trigger.kind === 'score_threshold' && (
        <NumberField
          id="oc-sequence-trigger-score"
          label={t('sequences.settings.triggerScore')}
          value={trigger.score}
          from={0}
          to={100}
          disabled={!canWrite}
          onChange={score => setField({ trigger: { kind: 'score_threshold', score: score ?? 0 } })}
        />
      )}
      <TextField
        id="oc-sequence-icp"
        label={t('sequences.settings.icp')}
        hint={t('sequences.settings.icpHint')}
        error={errorOf('icp')}
        most={200}
        disabled={!canWrite}
        value={fields.icp}
        onChange={icp => setField({ icp })}
      />
      <Field id="oc-sequence-priority" label={t('sequences.settings.priority')}>
        {field => (
          <HTMLSelect
            {...field}
            disabled={!canWrite}
            value={fields.priority_filter ?? ''}
            onChange={event => {
              const { value } = event.currentTarget
              const wanted = (['low', 'medium', 'high'] as const).find(one => one === value)
              setField({ priority_filter: wanted ?? null })
            }}
          >
            <option value="">{t('sequences.settings.anyPriority')}</option>
            {(['low', 'medium', 'high'] as const).map(priority => (
              <option key={priority} value={priority}>
                {t(`sequences.settings.priorities.${priority}` as const)}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
      <NumberPair
        from={0}
        to={100}
        empty={t('sequences.settings.any')}
        disabled={!canWrite}
        fields={[
          {
            id: 'oc-sequence-min-score',
            label: t('sequences.settings.minScore'),
            value: fields.min_score,
            onChange: score => setField({ min_score: score })
          },
          {
            id: 'oc-sequence-max-score',
            label: t('sequences.settings.maxScore'),
            error: errorOf('max_score'),
            value: fields.max_score,
            onChange: score => setField({ max_score: score })
          }
        ]}
      />
    </Section>
  )
}
