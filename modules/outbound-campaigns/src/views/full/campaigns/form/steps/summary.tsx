/** What will be sent, to whom, how fast and when, each with the way to change it. */
import React, { type FC } from 'react'
import { momentIn, number } from '../../../../format'
import { counted, t } from '../../../../text'
import type { Step } from '../../../navigation/routes'
import { hrefOf } from '../../../navigation/use-route'
import { ALL_DAYS, type Hours } from '../../../platform/hours/hours'
import { weekdayName } from '../../../platform/hours/weekday'
import { startAt } from '../fields'
import type { FormInput } from '../input'
import { paceWords } from '../pace-words'
import type { SavedStepProps } from '../step-props'

const hoursText = ({ when, from, to, days }: Hours): string => {
  if (when === 'always') return t('form.hours.always')
  const named = days.length === ALL_DAYS.length ? '' : `${days.map(weekdayName).join(', ')} · `
  return `${named}${from}–${to}`
}

const startText = (input: FormInput, now: number): string => {
  const at = input.start === 'at' ? startAt(input) : null
  return at === null ? t('form.start.by_hand') : momentIn(at, input.timezone, now)
}

export const Summary: FC<Pick<SavedStepProps, 'draft' | 'campaign' | 'settings'>> = ({
  draft: { input },
  campaign,
  settings
}) => {
  const now = Date.now()
  const words = paceWords(input, campaign, settings, now)
  const lines: Array<{ step: Step; text: string; more?: string }> = [
    { step: 'message', text: input.template_id, more: input.language },
    { step: 'recipients', text: t('people.inside', counted(campaign.counts.total, number)) },
    {
      step: 'pace',
      text: words ? words.howLong : '',
      more: words && words.doneBy !== null ? words.doneBy : undefined
    },
    {
      step: 'schedule',
      text: startText(input, now),
      more: `${hoursText(input.hours)} · ${input.timezone.replace(/_/g, ' ')}`
    }
  ]
  return (
    <dl className="oc-summary">
      {lines.map(({ step, text, more }) => (
        <div key={step}>
          <dt>{t(`form.step.${step}` as const)}</dt>
          <dd>
            {text}
            {more !== undefined && <div className="oc-small oc-muted">{more}</div>}
          </dd>
          <dd>
            <a
              href={hrefOf({ screen: 'edit_campaign', id: campaign.id, step })}
              aria-label={t('form.changeStep', { step: t(`form.step.${step}` as const) })}
            >
              {t('form.change')}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  )
}
