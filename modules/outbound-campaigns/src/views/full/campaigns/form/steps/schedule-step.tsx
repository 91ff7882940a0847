/** When it starts, and at which hours messages may leave. */
import { Callout, HTMLSelect, Radio, RadioGroup } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { length, moment } from '../../../../format'
import { t } from '../../../../text'
import { Field } from '../../../platform/field'
import { HoursField } from '../../../platform/hours/hours-field'
import { TimeField } from '../../../platform/time-field'
import { zonesToChoose } from '../../time/zone'
import { fieldsOf, startAt } from '../fields'
import type { FormInput } from '../input'
import { problemOf } from '../problems'
import type { SavedStepProps } from '../step-props'

type Type = (typed: Partial<FormInput>) => void

const Start: FC<{ input: FormInput; type: Type; error: string | null }> = ({ input, type, error }) => (
  <fieldset className={error === null ? 'oc-field' : 'oc-field oc-field-wrong'}>
    <legend>{t('form.start.label')}</legend>
    <RadioGroup
      selectedValue={input.start}
      onChange={event => type({ start: event.currentTarget.value === 'at' ? 'at' : 'by_hand' })}
    >
      <Radio value="by_hand" label={t('form.start.by_hand')} />
      <Radio value="at" label={t('form.start.at')} />
    </RadioGroup>
    {input.start === 'at' && (
      <div className="oc-row">
        <TimeField
          id="oc-start-date"
          label={t('form.start.date')}
          kind="date"
          value={input.start_date}
          onChange={start_date => type({ start_date })}
        />
        <TimeField
          id="oc-start-time"
          label={t('form.start.time')}
          kind="time"
          value={input.start_time}
          onChange={start_time => type({ start_time })}
        />
      </div>
    )}
    {error !== null && <div className="oc-field-error">{error}</div>}
  </fieldset>
)

export const ScheduleStep: FC<SavedStepProps> = ({ draft, problems, strict }) => {
  const { input, type } = draft
  const now = Date.now()
  const errorOf = (field: 'scheduled_at' | 'send_window', wait: boolean): string | null => {
    const key = problemOf(problems, field)
    return key === null || wait ? null : t(key)
  }
  const at = input.start === 'at' ? startAt(input) : null
  const ahead = at === null ? 0 : Date.parse(at) - now
  const half = input.start_date === '' || input.start_time === ''
  return (
    <>
      <Field
        id="oc-zone"
        label={t('form.zone')}
        hint={t('form.zoneNow', { time: moment(now, input.timezone, now) })}
      >
        {field => (
          <HTMLSelect
            {...field}
            value={input.timezone}
            onChange={event => type({ timezone: event.currentTarget.value })}
          >
            {zonesToChoose(input.timezone).map(zone => (
              <option key={zone} value={zone}>
                {zone.replace(/_/g, ' ')}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
      <Start input={input} type={type} error={errorOf('scheduled_at', half && !strict)} />
      {at !== null && ahead > 0 && (
        <Callout className="oc-notice oc-words" icon="time" aria-live="polite">
          {t('form.start.words', { at: moment(at, input.timezone, now), length: length(ahead) })}
        </Callout>
      )}
      <HoursField
        id="oc-hours"
        hours={input.hours}
        onChange={changed => type({ hours: { ...input.hours, ...changed } })}
        error={errorOf('send_window', false)}
      />
      {fieldsOf(input).send_window && input.hours.to < input.hours.from && (
        <p className="oc-small oc-muted">{t('form.hours.overMidnight')}</p>
      )}
    </>
  )
}
