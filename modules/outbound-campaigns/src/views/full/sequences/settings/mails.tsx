/** How a sequence's mails are sent, and when one counts as unconfirmed. */
import { Checkbox } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { NumberField } from '../step-panel/number-field'
import { Section } from './section'
import type { Setters } from './setters'
import { TextField } from './text-field'

export const Mails: FC<Setters> = ({ draft: { settings }, canWrite, setRule, errorOf }) => (
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
