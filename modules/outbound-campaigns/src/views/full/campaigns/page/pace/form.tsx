/** Changes the pace of a campaign that may be running: what it comes to is said while it is typed. */
import { Button, HTMLSelect, Intent } from '@blueprintjs/core'
import React, { useState, type FC, type FormEvent } from 'react'
import { changeCampaign, type Campaign, type CampaignChange } from '../../../../api/campaigns'
import { getSettings } from '../../../../api/settings'
import { t } from '../../../../text'
import { useResource } from '../../../platform/use-resource'
import { changeOf, fieldsOf } from '../../form/fields'
import { inputOf, type FormInput, type IntervalUnit } from '../../form/input'
import { problemOf, problemsOf } from '../../form/problems'
import { NumberField } from '../../form/steps/number-field'
import { FailedOrderNotice } from '../../../platform/failed-order'
import { useOrder } from '../../../platform/use-order'
import { endSentence } from './words'

const UNITS: readonly IntervalUnit[] = ['second', 'minute', 'hour']
const SETTINGS_EVERY_MS = 60_000

const FIELDS = ['batch_size', 'batch_interval_ms', 'concurrency'] as const

const paceOf = (input: FormInput): CampaignChange => {
  const { batch_size, batch_interval_ms, concurrency } = fieldsOf(input)
  return { batch_size, batch_interval_ms, concurrency }
}

interface Props {
  campaign: Campaign
  onDone: () => void
  onCancel: () => void
}

export const PaceForm: FC<Props> = ({ campaign, onDone, onCancel }) => {
  const [input, setInput] = useState(() => inputOf(campaign))
  const [settings] = useResource(getSettings, { everyMs: SETTINGS_EVERY_MS })
  const order = useOrder()
  const type = (typed: Partial<FormInput>): void => setInput({ ...input, ...typed })
  const problems = problemsOf(input, Date.now())
  const errorOf = (field: (typeof FIELDS)[number]): string | null => {
    const key = problemOf(problems, field)
    return key && t(key)
  }
  const wrong = FIELDS.some(field => errorOf(field) !== null)
  const words = wrong
    ? null
    : endSentence({ ...campaign, ...paceOf(input) }, settings.kind === 'ready' ? settings.value : null)

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (wrong) return
    const change = changeOf(paceOf(input), campaign)
    if (change === null) return onCancel()
    const done = await order.give({
      ask: http => changeCampaign(http, campaign.id, change),
      failed: t('campaign_page.pace.failed'),
      done: () => t('campaign_page.pace.done')
    })
    if (done) onDone()
  }

  return (
    <form className="oc-pace-form" onSubmit={event => void save(event)}>
      <FailedOrderNotice order={order} />
      <div className="oc-pace-fields">
        <NumberField
          id="oc-page-batch"
          label={t('form.pace.size')}
          error={errorOf('batch_size')}
          value={input.batch_size}
          onChange={batch_size => type({ batch_size })}
        />
        <NumberField
          id="oc-page-interval"
          label={t('form.pace.interval')}
          error={errorOf('batch_interval_ms')}
          value={input.interval}
          onChange={interval => type({ interval })}
        />
        <HTMLSelect
          aria-label={t('form.pace.unit')}
          value={input.interval_unit}
          onChange={event =>
            type({ interval_unit: UNITS.find(unit => unit === event.currentTarget.value) ?? 'minute' })
          }
        >
          {UNITS.map(unit => (
            <option key={unit} value={unit}>
              {t(`form.pace.units.${unit}` as const)}
            </option>
          ))}
        </HTMLSelect>
      </div>
      <NumberField
        id="oc-page-concurrency"
        label={t('form.pace.concurrency')}
        error={errorOf('concurrency')}
        value={input.concurrency}
        onChange={concurrency => type({ concurrency })}
      />
      {words !== null && (
        <p className="oc-muted" aria-live="polite">
          {words}
        </p>
      )}
      <div className="oc-form-buttons">
        <Button
          type="submit"
          intent={Intent.PRIMARY}
          text={t('campaign_page.pace.save')}
          loading={order.busy}
          disabled={wrong}
        />
        <Button minimal text={t('campaign_page.leaveAsIs')} onClick={onCancel} />
      </div>
    </form>
  )
}
