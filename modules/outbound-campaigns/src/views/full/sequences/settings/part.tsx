/** The rules of a sequence: what it is called, for whom it is, what begins it, when it sends and what stops it. */
import { Checkbox, HTMLSelect, InputGroup, Radio, RadioGroup, TextArea } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import type { Category, SequenceSettings, Trigger } from '../../../api/sequences'
import { t } from '../../../text'
import { zonesToChoose } from '../../campaigns/time/zone'
import { Field } from '../../platform/field'
import { TimeField } from '../../platform/time-field'
import type { Draft, Fields } from '../model/draft'
import { problemAt, type Problem } from '../model/problems'
import { NumberField } from '../step-panel/number-field'
import { problemText } from '../words'

interface Props {
  draft: Draft
  problems: readonly Problem[]
  canWrite: boolean
  onEdit: (change: (draft: Draft) => Draft, group: string) => void
}

interface Setters extends Props {
  setField: (change: Partial<Fields>) => void
  setRule: (change: Partial<SequenceSettings>) => void
  errorOf: (field: string) => string | null
}

const CATEGORIES = [
  'cold_outreach',
  'nurture',
  'follow_up',
  'win_back',
  'custom'
] as const satisfies readonly Category[]

const TRIGGERS = [
  'manual',
  'on_lead_created',
  'score_threshold',
  'cold_lead'
] as const satisfies ReadonlyArray<Trigger['kind']>

const newTrigger = (kind: Trigger['kind']): Trigger =>
  kind === 'score_threshold' ? { kind, score: 50 } : { kind }

const Section: FC<{ name: 'about' | 'people' | 'times' | 'stops' | 'mails'; text?: string }> = ({
  name,
  text,
  children
}) => (
  <section className="oc-card oc-plain-card" data-section={name}>
    <h2>{t(`sequences.settings.section.${name}` as const)}</h2>
    {text && <p className="oc-muted">{text}</p>}
    {children}
  </section>
)

const TextField: FC<{
  id: string
  label: string
  hint?: string
  error?: string | null
  value: string | null
  most: number
  disabled: boolean
  onChange: (value: string | null) => void
}> = ({ id, label, hint, error, value, most, disabled, onChange }) => (
  <Field id={id} label={label} hint={hint} error={error}>
    {field => (
      <InputGroup
        {...field}
        disabled={disabled}
        maxLength={most}
        value={value ?? ''}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value || null)}
      />
    )}
  </Field>
)

const About: FC<Setters> = ({ draft: { fields }, canWrite, setField, errorOf }) => (
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

const People: FC<Setters> = ({ draft: { fields }, canWrite, setField, errorOf }) => {
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
      <div className="oc-side-by-side oc-narrow">
        <NumberField
          id="oc-sequence-min-score"
          label={t('sequences.settings.minScore')}
          empty={t('sequences.settings.any')}
          value={fields.min_score}
          from={0}
          to={100}
          disabled={!canWrite}
          onChange={score => setField({ min_score: score })}
        />
        <NumberField
          id="oc-sequence-max-score"
          label={t('sequences.settings.maxScore')}
          error={errorOf('max_score')}
          empty={t('sequences.settings.any')}
          value={fields.max_score}
          from={0}
          to={100}
          disabled={!canWrite}
          onChange={score => setField({ max_score: score })}
        />
      </div>
    </Section>
  )
}

const WINDOW = { from: '09:00', to: '18:00' }

const Times: FC<Setters> = ({ draft: { settings }, canWrite, setRule, errorOf }) => {
  const { send_window: window, timezone } = settings
  const setWindow = (change: Partial<typeof WINDOW>): void => {
    const next = { ...(window ?? WINDOW), ...change }
    // While a time is being typed there may be none.
    if (/^\d\d:\d\d$/.test(next.from) && /^\d\d:\d\d$/.test(next.to)) setRule({ send_window: next })
  }
  return (
    <Section name="times" text={t('sequences.settings.timesText')}>
      <fieldset className="oc-field" disabled={!canWrite}>
        <legend>{t('form.hours.label')}</legend>
        <RadioGroup
          disabled={!canWrite}
          selectedValue={window === null ? 'always' : 'window'}
          onChange={event => setRule({ send_window: event.currentTarget.value === 'window' ? WINDOW : null })}
        >
          <Radio value="always" label={t('form.hours.always')} />
          <Radio value="window" label={t('form.hours.window')} />
        </RadioGroup>
        {window !== null && (
          <div className="oc-row">
            <TimeField
              id="oc-sequence-from"
              label={t('form.hours.from')}
              kind="time"
              value={window.from}
              onChange={from => setWindow({ from })}
            />
            <TimeField
              id="oc-sequence-to"
              label={t('form.hours.to')}
              kind="time"
              value={window.to}
              onChange={to => setWindow({ to })}
            />
          </div>
        )}
      </fieldset>
      <Checkbox
        label={t('sequences.settings.skipWeekends')}
        disabled={!canWrite}
        checked={settings.skip_weekends}
        onChange={() => setRule({ skip_weekends: !settings.skip_weekends })}
      />
      <Field
        id="oc-sequence-zone"
        label={t('form.zone')}
        hint={t('sequences.settings.zoneHint')}
        error={errorOf('settings.timezone')}
      >
        {field => (
          <HTMLSelect
            {...field}
            disabled={!canWrite}
            value={timezone ?? ''}
            onChange={event => setRule({ timezone: event.currentTarget.value || null })}
          >
            <option value="">{t('sequences.settings.botZone')}</option>
            {zonesToChoose(timezone ?? 'America/Mexico_City').map(zone => (
              <option key={zone} value={zone}>
                {zone.replace(/_/g, ' ')}
              </option>
            ))}
          </HTMLSelect>
        )}
      </Field>
      <Holidays days={settings.holidays} canWrite={canWrite} onChange={holidays => setRule({ holidays })} />
      <div className="oc-side-by-side oc-narrow">
        <NumberField
          id="oc-sequence-daily"
          label={t('sequences.settings.daily')}
          empty={t('sequences.settings.noLimit')}
          value={settings.daily_limit}
          from={1}
          to={1_000_000}
          disabled={!canWrite}
          onChange={limit => setRule({ daily_limit: limit })}
        />
        <NumberField
          id="oc-sequence-new"
          label={t('sequences.settings.newPeople')}
          empty={t('sequences.settings.noLimit')}
          value={settings.new_leads_per_day}
          from={1}
          to={1_000_000}
          disabled={!canWrite}
          onChange={limit => setRule({ new_leads_per_day: limit })}
        />
      </div>
    </Section>
  )
}

const Holidays: FC<{ days: readonly string[]; canWrite: boolean; onChange: (days: string[]) => void }> = ({
  days,
  canWrite,
  onChange
}) => (
  <fieldset className="oc-field" disabled={!canWrite}>
    <legend>{t('sequences.settings.holidays')}</legend>
    <ul className="oc-plain oc-holidays">
      {days.map(day => (
        <li key={day}>
          <time dateTime={day}>{day}</time>
          <button
            type="button"
            className="oc-menu-button"
            aria-label={t('sequences.settings.removeHoliday', { day })}
            onClick={() => onChange(days.filter(one => one !== day))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
    <TimeField
      id="oc-sequence-holiday"
      label={t('sequences.settings.addHoliday')}
      kind="date"
      value=""
      onChange={day => {
        if (/^[12]\d{3}-\d\d-\d\d$/.test(day) && !days.includes(day)) onChange([...days, day].sort())
      }}
    />
  </fieldset>
)

const Stops: FC<Setters> = ({ draft: { settings }, canWrite, setRule }) => (
  <Section name="stops">
    {(['pause_on_reply', 'pause_on_meeting', 'pause_company_on_reply'] as const).map(name => (
      <Checkbox
        key={name}
        label={t(`sequences.settings.${name}` as const)}
        disabled={!canWrite}
        checked={settings[name]}
        onChange={() => setRule({ [name]: !settings[name] })}
      />
    ))}
  </Section>
)

const Mails: FC<Setters> = ({ draft: { settings }, canWrite, setRule, errorOf }) => (
  <Section name="mails">
    {(['in_thread', 'tracking'] as const).map(name => (
      <Checkbox
        key={name}
        label={t(`sequences.settings.${name}` as const)}
        disabled={!canWrite}
        checked={settings[name]}
        onChange={() => setRule({ [name]: !settings[name] })}
      />
    ))}
    <TextField
      id="oc-sequence-from-name"
      label={t('sequences.settings.fromName')}
      hint={t('sequences.settings.fromNameHint')}
      most={100}
      disabled={!canWrite}
      value={settings.from_name}
      onChange={name => setRule({ from_name: name })}
    />
    <TextField
      id="oc-sequence-reply-to"
      label={t('sequences.settings.replyTo')}
      hint={t('sequences.settings.replyToHint')}
      error={errorOf('settings.reply_to')}
      most={320}
      disabled={!canWrite}
      value={settings.reply_to}
      onChange={address => setRule({ reply_to: address })}
    />
    <NumberField
      id="oc-sequence-unconfirmed"
      label={t('sequences.settings.unconfirmed')}
      hint={t('sequences.settings.unconfirmedHint')}
      value={settings.unconfirmed_after_hours}
      from={1}
      to={720}
      disabled={!canWrite}
      onChange={hours => setRule({ unconfirmed_after_hours: hours ?? 24 })}
    />
  </Section>
)

export const SettingsPart: FC<Props> = props => {
  const own = props.problems.filter(({ step }) => step === null)
  const setters: Setters = {
    ...props,
    setField: change =>
      props.onEdit(
        draft => ({ ...draft, fields: { ...draft.fields, ...change } }),
        Object.keys(change).join()
      ),
    setRule: change =>
      props.onEdit(
        draft => ({ ...draft, settings: { ...draft.settings, ...change } }),
        Object.keys(change).join()
      ),
    errorOf: field => {
      const problem = problemAt(own, field)
      return problem && problemText(problem)
    }
  }
  return (
    <div className="oc-sequence-settings">
      <About {...setters} />
      <People {...setters} />
      <Times {...setters} />
      <Stops {...setters} />
      <Mails {...setters} />
    </div>
  )
}
