/** What nurturing goes by: when, whom, when somebody qualifies or is paused, and where reports go. */
import { Card, Checkbox, HTMLSelect } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import type { NurturingSettings } from '../../../api/nurturing'
import { momentIn, number, weekdayInFull } from '../../../format'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { idOf, Text } from './fields'
import { SCHEDULE_NAMES, scheduleName, SCHEDULES } from './input'
import type { Form } from './use-form'

const Section: FC<{ name: string; title: string; text?: string }> = ({ name, title, text, children }) => (
  <Card className="oc-card" data-section={name}>
    <h2>{title}</h2>
    {text !== undefined && <p className="oc-muted oc-section-text">{text}</p>}
    {children}
  </Card>
)

/** What an expression means is told by its next moments: nobody has to be able to read it. */
const NextMoments: FC<{ state: NurturingSettings['state']; changed: boolean }> = ({ state, changed }) => {
  if (changed) return <p className="oc-small oc-muted">{t('reports.settings.nextLater')}</p>
  if (state.resting !== null)
    return <p className="oc-small oc-muted">{t(`reports.runs.resting.${state.resting}` as const)}</p>
  return (
    <p className="oc-small oc-muted" data-next-runs={state.next_runs_at.length}>
      {t('reports.settings.next', {
        moments: state.next_runs_at.map(at => momentIn(at, state.timezone)).join(' · ')
      })}
    </p>
  )
}

export const ScheduleSection: FC<{ form: Form; held: NurturingSettings }> = ({ form, held }) => {
  const { input } = form
  const named = scheduleName(input.nurturing_schedule)
  const [own, setOwn] = useState(named === null)
  const typesIt = own || named === null
  return (
    <Section name="schedule" title={t('reports.settings.schedule')} text={t('reports.settings.scheduleText')}>
      <Checkbox
        checked={input.nurturing_enabled}
        label={t('reports.settings.enabled')}
        onChange={event => form.type({ nurturing_enabled: event.currentTarget.checked })}
      />
      <div className="oc-fields">
        <Field id="oc-nurturing-when" label={t('reports.settings.when')}>
          {field => (
            <HTMLSelect
              {...field}
              value={typesIt ? 'own' : (named ?? 'own')}
              onChange={event => {
                const chosen = SCHEDULE_NAMES.find(name => name === event.currentTarget.value)
                setOwn(chosen === undefined)
                if (chosen) form.type({ nurturing_schedule: SCHEDULES[chosen] })
              }}
            >
              {SCHEDULE_NAMES.map(name => (
                <option key={name} value={name}>
                  {t(`reports.settings.schedules.${name}` as const)}
                </option>
              ))}
              <option value="own">{t('reports.settings.schedules.own')}</option>
            </HTMLSelect>
          )}
        </Field>
        {typesIt && (
          <Text
            form={form}
            name="nurturing_schedule"
            label={t('reports.settings.cron')}
            hint={t('reports.settings.cronHint')}
          />
        )}
      </div>
      <NextMoments
        state={held.state}
        changed={
          input.nurturing_schedule.trim() !== held.nurturing_schedule ||
          input.nurturing_enabled !== held.nurturing_enabled
        }
      />
      <Checkbox
        checked={input.nurturing_dry_run}
        label={t('reports.settings.dry')}
        onChange={event => form.type({ nurturing_dry_run: event.currentTarget.checked })}
      />
    </Section>
  )
}

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
            <Text
              key={name}
              form={form}
              name={name}
              label={t(`reports.settings.points.${name}` as const)}
              hint={t('reports.settings.tiersHint')}
            />
          ))}
    </div>
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
