/** When messages may leave, to how many people, and how often to one. */
import React, { type FC } from 'react'
import { moment } from '../../../format'
import { t } from '../../../text'
import { zonesToChoose } from '../../campaigns/time/zone'
import { HoursField } from '../../platform/hours/hours-field'
import { CapField } from '../fields/cap'
import { ChoiceField, idOf, TextField } from '../fields/typed-fields'
import { Section, type SectionProps } from './section'

export const HoursSection: FC<SectionProps> = ({ form }) => (
  <Section name="hours" title={t('settings.hours.title')} text={t('settings.hours.text')}>
    <ChoiceField
      form={form}
      name="timezone"
      label={t('form.zone')}
      hint={t('form.zoneNow', { time: moment(Date.now(), form.input.timezone) })}
      value={form.input.timezone}
      options={zonesToChoose(form.input.timezone).map(zone => ({
        value: zone,
        text: zone.replace(/_/g, ' ')
      }))}
      onChoose={timezone => form.type({ timezone })}
    />
    <HoursField
      id={idOf('send_window')}
      hours={form.input.send_window}
      onChange={changed => form.type({ send_window: { ...form.input.send_window, ...changed } })}
      error={form.errorOf('send_window')}
    />
    <ChoiceField
      form={form}
      name="missed_start"
      label={t('settings.hours.missed')}
      value={form.input.missed_start}
      options={[
        { value: 'wait', text: t('settings.hours.missedWait') },
        { value: 'send', text: t('settings.hours.missedSend') }
      ]}
      onChoose={missed_start => form.type({ missed_start })}
    />
  </Section>
)

export const LimitsSection: FC<SectionProps> = ({ form }) => (
  <Section name="limits" title={t('settings.limits.title')} text={t('settings.limits.text')}>
    <TextField
      form={form}
      name="daily_unique_limit"
      kind="number"
      label={t('settings.limits.daily')}
      hint={t('settings.limits.dailyHint')}
      placeholder={t('settings.noLimit')}
    />
    <CapField form={form} />
  </Section>
)
