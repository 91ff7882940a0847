/** What it is waiting for, with the time that is left. There is always an answer while it has not ended. */
import { Icon, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { length, moment } from '../../../../format'
import { t } from '../../../../text'
import type { WaitingFor } from '../api'
import { useNow } from './use-now'
import { waitingText } from './waiting-text'

/** Not read out by itself: once a second would be too often. */
const Countdown: FC<{ until: string; ahead: number }> = ({ until, ahead }) => {
  const left = Date.parse(until) - useNow(ahead)
  return (
    <div className="oc-muted oc-numeric">
      {left <= 0
        ? t('campaign_page.waiting.anyMoment')
        : t('campaign_page.waiting.in', { length: length(left), at: moment(until) })}
    </div>
  )
}

const iconOf = ({ code, until }: WaitingFor): IconName => {
  if (code === 'sending' || code === 'settling') return 'send-message'
  return until === null ? 'hand' : 'time'
}

const Line: FC<{ waiting: WaitingFor; ahead: number }> = ({ waiting, ahead }) => {
  const { text, detail } = waitingText(waiting)
  return (
    <li className="oc-line" data-waiting={waiting.code}>
      <Icon icon={iconOf(waiting)} />
      <div>
        <div className="oc-strong">{text}</div>
        {waiting.until !== null && <Countdown until={waiting.until} ahead={ahead} />}
        {detail !== null && <div className="oc-detail">{detail}</div>}
      </div>
    </li>
  )
}

export const Waiting: FC<{ waitingFor: WaitingFor[]; ahead: number }> = ({ waitingFor, ahead }) => (
  <ul className="oc-list">
    {waitingFor.map(waiting => (
      <Line key={waiting.code} waiting={waiting} ahead={ahead} />
    ))}
  </ul>
)
