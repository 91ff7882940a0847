/** Each time the provider was called for this person, and what it said. */
import { Icon, Intent, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { clockTime, moment, number } from '../../../../format'
import { t, type TextKey } from '../../../../text'
import type { Attempt } from '../api'
import { errorText } from '../errors/text'

interface Look {
  icon: IconName
  intent: Intent
  text: TextKey
}

const UNDER_WAY: Look = {
  icon: 'more',
  intent: Intent.NONE,
  text: 'campaign_page.attempt.under_way'
}

const LOOKS: Partial<Record<string, Look>> = {
  accepted: { icon: 'tick', intent: Intent.SUCCESS, text: 'campaign_page.attempt.accepted' },
  refused: { icon: 'cross', intent: Intent.DANGER, text: 'campaign_page.attempt.refused' },
  throttled: { icon: 'dashboard', intent: Intent.WARNING, text: 'campaign_page.attempt.throttled' },
  try_again: { icon: 'repeat', intent: Intent.WARNING, text: 'campaign_page.attempt.try_again' },
  stop: { icon: 'disable', intent: Intent.DANGER, text: 'campaign_page.attempt.stop' },
  unknown: { icon: 'help', intent: Intent.WARNING, text: 'campaign_page.attempt.unknown' }
}

const lookOf = (outcome: string | null): Look =>
  outcome === null ? UNDER_WAY : (LOOKS[outcome] ?? UNDER_WAY)

const Line: FC<{ attempt: Attempt }> = ({ attempt }) => {
  const { icon, intent, text } = lookOf(attempt.outcome)
  return (
    <li className="oc-line" data-attempt={attempt.n} data-outcome={attempt.outcome ?? 'under_way'}>
      <Icon icon={icon} intent={intent} />
      <div>
        <div className="oc-strong">{t(text)}</div>
        <div className="oc-muted oc-small">
          {t('campaign_page.attempt.head', {
            n: number(attempt.n),
            day: moment(attempt.started_at),
            time: clockTime(attempt.started_at),
            sender: attempt.sender
          })}
        </div>
        {attempt.code !== null && (
          <div>
            {errorText(attempt.code, attempt.detail ?? '')} <code>{attempt.code}</code>
          </div>
        )}
        {attempt.detail !== null && (
          <div className="oc-detail" data-said>
            {t('campaign_page.attempt.said', { text: attempt.detail })}
          </div>
        )}
      </div>
    </li>
  )
}

export const AttemptList: FC<{ attempts: Attempt[] }> = ({ attempts }) =>
  attempts.length === 0 ? (
    <p className="oc-muted">{t('campaign_page.attempt.none')}</p>
  ) : (
    <ol className="oc-list" reversed>
      {[...attempts].reverse().map(attempt => (
        <Line key={attempt.n} attempt={attempt} />
      ))}
    </ol>
  )
