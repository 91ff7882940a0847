/** Who writes, how fast, and what new campaigns begin with. */
import React, { type FC } from 'react'
import { number } from '../../../format'
import { t } from '../../../text'
import { ChoiceField, TextField } from '../fields/typed-fields'
import { IntervalField } from '../fields/interval'
import { Section, type SectionProps } from './section'

export const SenderSection: FC<SectionProps> = ({ form }) => (
  <Section name="sender" title={t('settings.sender.title')}>
    <div className="oc-fields">
      <TextField
        form={form}
        name="sender_number"
        kind="tel"
        label={t('settings.sender.number')}
        hint={t('settings.sender.numberHint')}
      />
      <TextField
        form={form}
        name="sender_rate_per_second"
        kind="number"
        label={t('settings.sender.rate')}
        hint={t('settings.sender.rateHint')}
      />
      <TextField
        form={form}
        name="default_country"
        label={t('settings.sender.country')}
        hint={t('settings.sender.countryHint')}
      />
      <ChoiceField
        form={form}
        name="mx_prefix"
        label={t('settings.sender.mx')}
        hint={t('settings.sender.mxHint')}
        value={form.input.mx_prefix}
        options={[
          { value: '521', text: '521' },
          { value: '52', text: '52' }
        ]}
        onChoose={mx_prefix => form.type({ mx_prefix })}
      />
    </div>
  </Section>
)

export const PaceSection: FC<SectionProps> = ({ form }) => (
  <Section name="pace" title={t('settings.pace.title')} text={t('settings.pace.text')}>
    <div className="oc-fields">
      <TextField
        form={form}
        name="batch_size"
        kind="number"
        label={t('form.pace.size')}
        hint={t('settings.range', { from: number(1), to: number(10_000) })}
      />
      <IntervalField form={form} />
      <TextField
        form={form}
        name="concurrency"
        kind="number"
        label={t('form.pace.concurrency')}
        hint={t('settings.range', { from: number(1), to: number(200) })}
      />
      <TextField
        form={form}
        name="max_retries"
        kind="number"
        label={t('form.pace.retries')}
        hint={t('settings.range', { from: number(0), to: number(10) })}
      />
    </div>
  </Section>
)
