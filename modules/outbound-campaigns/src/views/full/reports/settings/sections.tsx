/** What nurturing goes by: whom, when somebody qualifies or is paused, and where reports go. */
import { Checkbox, HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number, weekdayInFull } from '../../../format'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { idOf, Text } from './fields'
import { Section } from './section'
import type { Form } from './use-form'

export const PeopleSection: FC<{ form: Form }> = ({ form }) => (
  <Section name="people" title={t('reports.settings.people')}>
    <div className="oc-fields">
      <Text
        form={form}
        name="max_leads_per_run"
        kind="number"
        label={t('reports.settings.maxLeads')}
        hint={t('settings.range', { from: number(1), to: number(10_000) })}
      />
      <Text
        form={form}
        name="cold_lead_days"
        kind="number"
        label={t('reports.settings.coldDays')}
        hint={t('reports.settings.coldDaysHint')}
      />
      <Text
        form={form}
        name="min_score_to_qualify"
        kind="number"
        label={t('reports.settings.minScore')}
        hint={t('reports.settings.minScoreHint')}
      />
      <Text
        form={form}
        name="pause_after_days"
        kind="number"
        label={t('reports.settings.pauseDays')}
        hint={t('settings.range', { from: number(1), to: number(3650) })}
      />
    </div>
    <Checkbox
      checked={form.input.enable_auto_pause}
      label={t('reports.settings.autoPause')}
      onChange={event => form.type({ enable_auto_pause: event.currentTarget.checked })}
    />
  </Section>
)

const INCREMENTAL = ['open', 'click', 'reply'] as const
const TIERED = ['opens', 'clicks', 'replies'] as const

export const ScoreSection: FC<{ form: Form }> = ({ form, children }) => (
  <Section name="scoring" title={t('reports.settings.scoring')} text={t('reports.settings.scoringText')}>
    <div className="oc-fields">
      <Field id={idOf('model')} label={t('reports.settings.model')} error={form.errorOf('model')}>
        {field => (
          <HTMLSelect
            {...field}
            value={form.input.model}
            onChange={event =>
              form.type({ model: event.currentTarget.value === 'incremental' ? 'incremental' : 'tiered' })
            }
          >
            <option value="tiered">{t('reports.settings.models.tiered')}</option>
            <option value="incremental">{t('reports.settings.models.incremental')}</option>
          </HTMLSelect>
        )}
      </Field>
      <Text
        form={form}
        name="cap"
        kind="number"
        label={t('reports.settings.cap')}
        hint={t('settings.range', { from: number(1), to: number(100) })}
      />
    </div>
    <div className="oc-fields oc-points">
      {form.input.model === 'incremental'
        ? INCREMENTAL.map(name => (
            <Text
              key={name}
              form={form}
              name={name}
              kind="number"
              label={t(`reports.settings.points.${name}` as const)}
              hint={t('settings.range', { from: number(0), to: number(100) })}
            />
          ))
        : TIERED.map(name => (
            <Text key={name} form={form} name={name} label={t(`reports.settings.points.${name}` as const)} />
          ))}
    </div>
    {form.input.model === 'tiered' && <p className="oc-small oc-muted">{t('reports.settings.tiersHint')}</p>}
    {children}
  </Section>
)

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

export const ReportsSection: FC<{ form: Form }> = ({ form }) => (
  <Section name="reports" title={t('reports.title')} text={t('reports.settings.reportsText')}>
    <Checkbox
      checked={form.input.weekly}
      label={t('reports.settings.weekly')}
      onChange={event => form.type({ weekly: event.currentTarget.checked })}
    />
    {form.input.weekly && (
      <div className="oc-fields">
        <Field
          id={idOf('weekly_weekday')}
          label={t('reports.settings.weekday')}
          error={form.errorOf('weekly_weekday')}
        >
          {field => (
            <HTMLSelect
              {...field}
              value={form.input.weekly_weekday}
              onChange={event => form.type({ weekly_weekday: event.currentTarget.value })}
            >
              {WEEKDAYS.map(day => (
                <option key={day} value={String(day)}>
                  {weekdayInFull(day)}
                </option>
              ))}
            </HTMLSelect>
          )}
        </Field>
        <Text form={form} name="weekly_at" kind="time" label={t('reports.settings.at')} />
      </div>
    )}
    <Checkbox
      checked={form.input.monthly}
      label={t('reports.settings.monthly')}
      onChange={event => form.type({ monthly: event.currentTarget.checked })}
    />
    {form.input.monthly && (
      <div className="oc-fields">
        <Text
          form={form}
          name="monthly_day"
          kind="number"
          label={t('reports.settings.day')}
          hint={t('settings.range', { from: number(1), to: number(28) })}
        />
        <Text form={form} name="monthly_at" kind="time" label={t('reports.settings.atMonthly')} />
      </div>
    )}
  </Section>
)

export const S3Section: FC<{ form: Form }> = ({ form }) => (
  <Section name="s3" title={t('reports.settings.s3')} text={t('reports.settings.s3Text')}>
    <Checkbox
      checked={form.input.export_metrics_to_s3}
      label={t('reports.settings.s3On')}
      onChange={event => form.type({ export_metrics_to_s3: event.currentTarget.checked })}
    />
    <div className="oc-fields">
      <Text
        form={form}
        name="s3_bucket"
        label={t('reports.settings.bucket')}
        hint={t('reports.settings.bucketHint')}
      />
      <Text
        form={form}
        name="s3_path"
        label={t('reports.settings.path')}
        hint={t('reports.settings.pathHint')}
      />
    </div>
    <p className="oc-small oc-muted">{t('reports.settings.s3Config')}</p>
  </Section>
)
