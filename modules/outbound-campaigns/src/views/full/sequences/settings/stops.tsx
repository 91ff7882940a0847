/** What stops a person's way through a sequence. */
import { Checkbox } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { Section } from './section'
import type { Setters } from './setters'

export const Stops: FC<Setters> = ({ draft: { settings }, canWrite, setRule }) => (
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
