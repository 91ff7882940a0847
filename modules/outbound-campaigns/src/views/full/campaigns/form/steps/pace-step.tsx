/** How fast it goes out, with what that comes to, and when it should stop by itself. */
import { Callout, HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../../text'
import { number } from '../../../../format'
import type { IntervalUnit, FormInput } from '../input'
import { paceWords } from '../pace-words'
import { problemOf, type FormProblem } from '../problems'
import type { SavedStepProps } from '../step-props'
import { NumberField } from './number-field'

const UNITS: readonly IntervalUnit[] = ['second', 'minute', 'hour']

type NumberName = {
  [Name in keyof FormInput]: FormInput[Name] extends string ? Name : never
}[keyof FormInput]

export const PaceStep: FC<SavedStepProps> = ({ draft, campaign, problems, settings }) => {
  const { input, type } = draft
  const words = paceWords(input, campaign, settings, Date.now())
  const errorOf = (field: FormProblem['field']): string | null => {
    const key = problemOf(problems, field)
    return key && t(key)
  }
  const of = (name: NumberName) => ({
    value: input[name],
    onChange: (value: string) => type({ [name]: value })
  })
  return (
    <>
      <div className="oc-pace">
        <NumberField
          id="oc-batch-size"
          label={t('form.pace.size')}
          error={errorOf('batch_size')}
          {...of('batch_size')}
        />
        <NumberField
          id="oc-interval"
          label={t('form.pace.interval')}
          error={errorOf('batch_interval_ms')}
          {...of('interval')}
        />
        <HTMLSelect
          aria-label={t('form.pace.unit')}
          value={input.interval_unit}
          onChange={event =>
            type({ interval_unit: UNITS.find(unit => unit === event.currentTarget.value) ?? 'minute' })
          }
        >
          {UNITS.map(unit => (
            <option key={unit} value={unit}>
              {t(`form.pace.units.${unit}` as const)}
            </option>
          ))}
        </HTMLSelect>
      </div>
      {words && (
        <Callout className="oc-notice oc-words" icon="time" aria-live="polite">
          <strong>{words.howLong}</strong>
          {words.doneBy !== null && <div>{words.doneBy}</div>}
          {settings && (
            <div className="oc-small oc-muted">
              {t('form.pace.rate', { rate: number(settings.sender_rate_per_second) })}
            </div>
          )}
        </Callout>
      )}
      <details className="oc-more-fields" open={hasWrong(problems)}>
        <summary>{t('form.pace.more')}</summary>
        <div className="oc-fields">
          <NumberField
            id="oc-retries"
            label={t('form.pace.retries')}
            hint={t('form.pace.retriesHint')}
            error={errorOf('max_retries')}
            {...of('max_retries')}
          />
          <NumberField
            id="oc-error-rate"
            label={t('form.pace.errorRate')}
            hint={t('form.pace.errorRateHint')}
            error={errorOf('max_error_rate')}
            {...of('max_error_percent')}
          />
          <NumberField
            id="oc-consecutive"
            label={t('form.pace.consecutive')}
            hint={t('form.pace.consecutiveHint')}
            error={errorOf('max_consecutive_errors')}
            {...of('max_consecutive_errors')}
          />
          <NumberField
            id="oc-concurrency"
            label={t('form.pace.concurrency')}
            hint={t('form.pace.concurrencyHint')}
            error={errorOf('concurrency')}
            {...of('concurrency')}
          />
        </div>
      </details>
    </>
  )
}

const MORE: ReadonlyArray<FormProblem['field']> = [
  'concurrency',
  'max_retries',
  'max_error_rate',
  'max_consecutive_errors'
]

const hasWrong = (problems: readonly FormProblem[]): boolean =>
  problems.some(({ field }) => MORE.includes(field))
