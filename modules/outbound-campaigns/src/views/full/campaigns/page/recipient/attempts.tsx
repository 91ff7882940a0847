/** Each time the provider was called for this person, and what it said. */
import { Icon, Intent, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { clockTime, moment, number } from '../../../../format'
import { t, type TextKey } from '../../../../text'
import type { Attempt } from '../api'
import { saidOf } from '../errors/said'
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
  accepted_then_failed: {
    icon: 'undo',
    intent: Intent.DANGER,
    text: 'campaign_page.attempt.accepted_then_failed'
  },
  accepted: { icon: 'tick', intent: Intent.SUCCESS, text: 'campaign_page.attempt.accepted' },
  refused: { icon: 'cross', intent: Intent.DANGER, text: 'campaign_page.attempt.refused' },
  throttled: { icon: 'dashboard', intent: Intent.WARNING, text: 'campaign_page.attempt.throttled' },
  try_again: { icon: 'repeat', intent: Intent.WARNING, text: 'campaign_page.attempt.try_again' },
  stop: { icon: 'disable', intent: Intent.DANGER, text: 'campaign_page.attempt.stop' },
  unknown: { icon: 'help', intent: Intent.WARNING, text: 'campaign_page.attempt.unknown' }
}

/** A message may be taken at first and reported as failed afterwards: its attempt then has a code. */
const lookOf = ({ outcome, code }: Attempt): Look => {
  if (outcome === null) return UNDER_WAY
  return LOOKS[outcome === 'accepted' && code !== null ? 'accepted_then_failed' : outcome] ?? UNDER_WAY
}

/** `whatsapp:447700900001`: the number alone says enough. */
const senderName = (sender: string): string => sender.replace(/^\w+:/, '')

const Line: FC<{ attempt: Attempt }> = ({ attempt }) => {
  const { icon, intent, text } = lookOf(attempt)
  const said =
    attempt.code === null ? attempt.detail : saidOf({ code: attempt.code, detail: attempt.detail ?? '' })
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
            sender: senderName(attempt.sender)
          })}
        </div>
        {attempt.code !== null && (
          <div>
            {errorText(attempt.code, attempt.detail ?? '')} <code>{attempt.code}</code>
          </div>
        )}
        {said !== null && (
          <div className="oc-detail" data-said>
            {t('campaign_page.attempt.said', { text: said })}
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
