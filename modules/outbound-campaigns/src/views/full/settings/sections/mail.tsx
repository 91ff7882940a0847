/** How many mails leave, what is noticed of them, and when a mailbox's good name is in danger. */
import { Checkbox } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../format'
import { t } from '../../../text'
import { TextField } from '../fields/typed-fields'
import { Section, type SectionProps } from './section'

export const MailSection: FC<SectionProps> = ({ form }) => (
  <Section name="mail" title={t('settings.mail.title')}>
    <div className="oc-fields">
      <TextField
        form={form}
        name="email_rate_per_second"
        kind="number"
        label={t('settings.mail.rate')}
        hint={t('settings.mail.rateHint')}
      />
      <TextField
        form={form}
        name="email_daily_limit"
        kind="number"
        label={t('settings.mail.daily')}
        hint={t('settings.mail.dailyHint')}
        placeholder={t('settings.noLimit')}
      />
    </div>
    <Checkbox
      checked={form.input.tracking_opens}
      label={t('settings.mail.opens')}
      onChange={event => form.type({ tracking_opens: event.currentTarget.checked })}
    />
    <Checkbox
      checked={form.input.tracking_clicks}
      label={t('settings.mail.clicks')}
      onChange={event => form.type({ tracking_clicks: event.currentTarget.checked })}
    />
    <p className="oc-small oc-muted">{t('settings.mail.trackingHint')}</p>
    <TextField
      form={form}
      name="tracking_host"
      label={t('settings.mail.host')}
      hint={t('settings.mail.hostHint')}
      placeholder="https://"
    />
  </Section>
)

export const GuardrailsSection: FC<SectionProps> = ({ form }) => (
  <Section name="guardrails" title={t('settings.guardrails.title')} text={t('settings.guardrails.text')}>
    <div className="oc-fields">
      <TextField
        form={form}
        name="max_bounce_rate"
        kind="number"
        label={t('settings.guardrails.bounces')}
        hint={t('settings.guardrails.rateHint')}
      />
      <TextField
        form={form}
        name="max_complaint_rate"
        kind="number"
        label={t('settings.guardrails.complaints')}
        hint={t('settings.guardrails.rateHint')}
      />
      <TextField
        form={form}
        name="guardrail_floor"
        kind="number"
        label={t('settings.guardrails.floor')}
        hint={t('settings.range', { from: number(10), to: number(100_000) })}
      />
      <TextField
        form={form}
        name="soft_bounces_before_suppression"
        kind="number"
        label={t('settings.guardrails.soft')}
        hint={t('settings.guardrails.softHint')}
      />
    </div>
  </Section>
)
