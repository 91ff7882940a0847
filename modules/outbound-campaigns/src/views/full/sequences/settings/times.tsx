/** When a sequence sends, and how much of it in a day. */
import { Checkbox, HTMLSelect, Radio, RadioGroup } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { zonesToChoose } from '../../campaigns/time/zone'
import { Field } from '../../platform/field'
import { TimeField } from '../../platform/time-field'
import { Holidays } from './holidays'
import { NumberPair } from './number-pair'
import { Section } from './section'
import type { Setters } from './setters'

const WINDOW = { from: '09:00', to: '18:00' }

export const Times: FC<Setters> = ({ draft: { settings }, canWrite, setRule, errorOf }) => {
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
      <NumberPair
        from={1}
        to={1_000_000}
        empty={t('sequences.settings.noLimit')}
        disabled={!canWrite}
        fields={[
          {
            id: 'oc-sequence-daily',
            label: t('sequences.settings.daily'),
            value: settings.daily_limit,
            onChange: limit => setRule({ daily_limit: limit })
          },
          {
            id: 'oc-sequence-new',
            label: t('sequences.settings.newPeople'),
            value: settings.new_leads_per_day,
            onChange: limit => setRule({ new_leads_per_day: limit })
          }
        ]}
      />
    </Section>
  )
}
