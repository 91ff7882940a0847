/** Who is told when a campaign stands still or has ended; and how long people's data is kept. */
import React, { type FC } from 'react'
import { number } from '../../../format'
import { t } from '../../../text'
import { SecretField } from '../fields/secret'
import { ChoiceField, TextField } from '../fields/typed-fields'
import { Section, type SectionProps } from './section'

export const NotifySection: FC<SectionProps> = ({ form }) => (
  <Section name="notify" title={t('settings.notify.title')} text={t('settings.notify.text')}>
    <TextField
      form={form}
      name="email"
      kind="email"
      label={t('settings.notify.email')}
      hint={t('settings.notify.emailHint')}
    />
    <ChoiceField
      form={form}
      name="language"
      label={t('settings.notify.language')}
      value={form.input.language}
      options={[
        { value: 'es', text: 'Español' },
        { value: 'en', text: 'English' }
      ]}
      onChoose={language => form.type({ language })}
    />
    <SecretField
      form={form}
      name="slack_webhook_url"
      label={t('settings.notify.slack')}
      hint={t('settings.notify.addressHint')}
    />
    <SecretField
      form={form}
      name="webhook_url"
      label={t('settings.notify.webhook')}
      hint={t('settings.notify.addressHint')}
    />
  </Section>
)

export const DataSection: FC<SectionProps> = ({ form }) => (
  <Section name="data" title={t('settings.data.title')}>
    <div className="oc-fields">
      <TextField
        form={form}
        name="retention_days"
        kind="number"
        label={t('settings.data.retention')}
        hint={t('settings.data.retentionHint')}
        placeholder={t('settings.data.never')}
      />
      <TextField
        form={form}
        name="evidence_retention_days"
        kind="number"
        label={t('settings.data.evidence')}
        hint={t('settings.data.evidenceHint')}
        placeholder={t('settings.data.never')}
      />
      <TextField
        form={form}
        name="max_upload_mb"
        kind="number"
        label={t('settings.data.upload')}
        hint={t('settings.range', { from: number(1), to: number(2048) })}
      />
    </div>
  </Section>
)
