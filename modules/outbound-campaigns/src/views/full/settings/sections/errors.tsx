/** When a campaign stops by itself, what becomes of it then, and errors that are treated otherwise than usual. */
import React, { type FC } from 'react'
import { t } from '../../../text'
import { PolicyField } from '../fields/policy'
import { ChoiceField, TextField } from '../fields/typed-fields'
import { Section, type SectionProps } from './section'

export const ErrorsSection: FC<SectionProps> = ({ form }) => (
  <Section name="errors" title={t('settings.errors.title')}>
    <div className="oc-fields">
      <TextField
        form={form}
        name="max_error_rate"
        kind="number"
        label={t('form.pace.errorRate')}
        hint={t('settings.errors.rateHint')}
      />
      <TextField
        form={form}
        name="max_consecutive_errors"
        kind="number"
        label={t('form.pace.consecutive')}
        hint={t('settings.atLeastOne')}
      />
    </div>
    <ChoiceField
      form={form}
      name="on_fatal"
      label={t('settings.errors.fatal')}
      hint={t('settings.errors.fatalHint')}
      value={form.input.on_fatal}
      options={[
        { value: 'pause', text: t('settings.errors.fatalPause') },
        { value: 'fail', text: t('settings.errors.fatalFail') }
      ]}
      onChoose={on_fatal => form.type({ on_fatal })}
    />
    <PolicyField form={form} />
  </Section>
)
