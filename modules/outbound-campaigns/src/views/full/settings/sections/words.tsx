/** What people write when they want no more, and when they want it again; and who else hears what they say. */
import { Checkbox } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { LinesField } from '../fields/typed-fields'
import { Section, type SectionProps } from './section'

export const WordsSection: FC<SectionProps> = ({ form }) => (
  <Section name="words" title={t('settings.words.title')} text={t('settings.words.text')}>
    <div className="oc-fields">
      <LinesField
        form={form}
        name="opt_out_words"
        label={t('settings.words.out')}
        hint={t('settings.words.hint')}
      />
      <LinesField
        form={form}
        name="opt_in_words"
        label={t('settings.words.in')}
        hint={t('settings.words.hint')}
      />
    </div>
    <LinesField
      form={form}
      name="opt_out_confirmation"
      label={t('settings.words.confirmation')}
      hint={t('settings.words.confirmationHint')}
      rows={3}
    />
    <Checkbox
      checked={form.input.forward_inbound}
      label={t('settings.words.forward')}
      onChange={event => form.type({ forward_inbound: event.currentTarget.checked })}
    />
    <div className="oc-small oc-muted">{t('settings.words.forwardHint')}</div>
  </Section>
)
