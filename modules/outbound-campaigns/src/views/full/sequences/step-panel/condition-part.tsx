/** What is asked of a lead, as fields, and above them as the sentence that they make. */
import { HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import type { Check } from '../../../api/sequences'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { messagesBefore } from '../model/tree'
import { fieldName, nameOf, sentenceOf } from '../words'
import { LengthFields } from './length-fields'
import { NumberField } from './number-field'
import { fieldId, type PartProps } from './part-props'

const KINDS = ['opened', 'clicked', 'replied', 'score', 'field'] as const

const OPERATORS = ['is', 'is_not', 'contains', 'is_set', 'is_not_set', 'at_least', 'less_than'] as const
type FieldCheck = Extract<Check, { kind: 'field' }>

const newCheck = (kind: Check['kind']): Check => {
  switch (kind) {
    case 'score':
      return { kind, at_least: 50 }
    case 'field':
      return { kind, field: 'company', operator: 'is_set', value: null }
    case 'opened':
    case 'clicked':
    case 'replied':
      return { kind, step_key: null }
  }
}

const LEAD_FIELDS = [
  'first_name',
  'last_name',
  'company',
  'email',
  'phone_number',
  'icp',
  'priority',
  'language',
  'timezone',
  'deal_id',
  'consent_source'
] as const

type Props = PartProps<'condition'>

const WhichMessage: FC<Props & { asked: string | null; kind: 'opened' | 'clicked' | 'replied' }> = ({
  step,
  tree,
  canWrite,
  asked,
  kind,
  onChange,
  errorOf
}) => {
  const before = messagesBefore(tree, step.key)
  const isThere = asked === null || before.some(({ key }) => key === asked)
  return (
    <Field
      id={fieldId('config.check.step_key')}
      label={t('sequences.condition.message')}
      error={errorOf('config.check.step_key')}
    >
      {field => (
        <HTMLSelect
          {...field}
          fill
          disabled={!canWrite}
          value={asked ?? ''}
          onChange={event =>
            onChange({ check: { kind, step_key: event.currentTarget.value || null } }, 'check.step_key')
          }
        >
          <option value="">{t('sequences.condition.anyMessage')}</option>
          {!isThere && <option value={asked ?? ''}>{t('sequences.condition.goneMessage')}</option>}
          {before.map(one => (
            <option key={one.key} value={one.key}>
              {nameOf(one, tree)}
            </option>
          ))}
        </HTMLSelect>
      )}
    </Field>
  )
}

const FieldCheckFields: FC<Props & { check: FieldCheck }> = ({
  check,
  custom,
  canWrite,
  onChange,
  errorOf
}) => {
  const known: string[] = [...LEAD_FIELDS, ...custom]
  const set = (change: Partial<FieldCheck>, field: string): void =>
    onChange({ check: { ...check, ...change } }, `check.${field}`)
  const wantsValue = check.operator !== 'is_set' && check.operator !== 'is_not_set'
  return (
    <>
      <Field
        id={fieldId('config.check.field')}
        label={t('sequences.condition.fieldLabel')}
        error={errorOf('config.check.field')}
      >
        {field => (
          <HTMLSelect
            {...field}
            fill
            disabled={!canWrite}
            value={check.field}
            onChange={event => set({ field: event.currentTarget.value }, 'field')}
          >
            {!known.includes(check.field) && <option value={check.field}>{check.field}</option>}
            {known.map(name => (
              <option key={name} value={name}>
                {fieldName(name)}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
      <Field id={fieldId('config.check.operator')} label={t('sequences.condition.operatorLabel')}>
        {field => (
          <HTMLSelect
            {...field}
            fill
            disabled={!canWrite}
            value={check.operator}
            onChange={event => {
              const operator = OPERATORS.find(one => one === event.currentTarget.value) ?? 'is'
              const keeps = operator !== 'is_set' && operator !== 'is_not_set'
              set({ operator, value: keeps ? check.value : null }, 'operator')
            }}
          >
            {OPERATORS.map(operator => (
              <option key={operator} value={operator}>
                {t(`sequences.condition.operator.${operator}` as const)}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
      {wantsValue && (
        <Field
          id={fieldId('config.check.value')}
          label={t('sequences.condition.valueLabel')}
          error={errorOf('config.check.value')}
        >
          {field => (
            <InputGroup
              {...field}
              disabled={!canWrite}
              value={String(check.value ?? '')}
              maxLength={1000}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                set({ value: event.currentTarget.value }, 'value')
              }
            />
          )}
        </Field>
      )}
    </>
  )
}

const Asked: FC<Props> = props => {
  const { check } = props.step.config
  switch (check.kind) {
    case 'score':
      return (
        <NumberField
          id={fieldId('config.check.at_least')}
          label={t('sequences.condition.scoreLabel')}
          value={check.at_least}
          from={0}
          to={100}
          disabled={!props.canWrite}
          onChange={value =>
            props.onChange({ check: { kind: 'score', at_least: value ?? 0 } }, 'check.at_least')
          }
        />
      )
    case 'field':
      return <FieldCheckFields {...props} check={check} />
    case 'opened':
    case 'clicked':
    case 'replied':
      return <WhichMessage {...props} kind={check.kind} asked={check.step_key} />
  }
}

const AfterBranch: FC<Pick<Props, 'step' | 'canWrite' | 'onChange'> & { branch: 'yes' | 'no' }> = ({
  step,
  canWrite,
  branch,
  onChange
}) => {
  const name = branch === 'yes' ? 'after_yes' : 'after_no'
  return (
    <Field id={fieldId(`config.${name}`)} label={t(`sequences.condition.${name}` as const)}>
      {field => (
        <HTMLSelect
          {...field}
          fill
          disabled={!canWrite}
          value={step.config[name]}
          onChange={event =>
            onChange({ [name]: event.currentTarget.value === 'end' ? 'end' : 'continue' }, name)
          }
        >
          <option value="continue">{t('sequences.condition.goesOn')}</option>
          <option value="end">{t('sequences.condition.ends')}</option>
        </HTMLSelect>
      )}
    </Field>
  )
}

export const ConditionPart: FC<Props> = props => {
  const { step, tree, canWrite, onChange } = props
  const { config } = step
  return (
    <>
      <p className="oc-sentence" data-sentence>
        {sentenceOf(config, tree)}
      </p>
      <Field id={fieldId('config.check.kind')} label={t('sequences.condition.kindLabel')}>
        {field => (
          <HTMLSelect
            {...field}
            fill
            disabled={!canWrite}
            value={config.check.kind}
            onChange={event => {
              const kind = KINDS.find(one => one === event.currentTarget.value)
              if (kind) onChange({ check: newCheck(kind) }, 'check.kind')
            }}
          >
            {KINDS.map(kind => (
              <option key={kind} value={kind}>
                {t(`sequences.condition.kind.${kind}` as const)}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
      <Asked {...props} />
      <LengthFields
        label={t('sequences.condition.time')}
        hint={t('sequences.condition.timeHint')}
        fields={['config.within_days', 'config.within_hours']}
        days={config.within_days}
        hours={config.within_hours}
        canWrite={canWrite}
        onChange={({ days, hours }) => onChange({ within_days: days, within_hours: hours }, 'within')}
      />
      <AfterBranch {...props} branch="yes" />
      <AfterBranch {...props} branch="no" />
    </>
  )
}
