/** What stands still now: why, since when, and what to do. Nothing is shown while all goes on. */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Held } from '../../api/guardrails'
import { resumeSequence } from '../../api/sequences'
import { moment, number } from '../../format'
import { counted, t } from '../../text'
import { reasonText } from '../campaigns/next-text'
import { channelName } from '../channels/name'
import { focusHeading } from '../navigation/page'
import { hrefOf } from '../navigation/use-route'
import { FailedOrderNotice } from '../platform/failed-order'
import { useCanWrite } from '../platform/panel-context'
import { useOrder, type Order } from '../platform/use-order'

const todoOf = (code: string): 'bounce_rate' | 'complaint_rate' | 'other' =>
  code === 'bounce_rate' || code === 'complaint_rate' ? code : 'other'

const timesOf = ({ since, until }: Held): string =>
  [
    ...(since === null ? [] : [t('dashboard.held.since', { at: moment(since) })]),
    ...(until === null ? [] : [t('dashboard.held.until', { at: moment(until) })])
  ].join(' · ')

const One: FC<{ held: Held; order: Order; onResumed: () => void }> = ({ held, order, onResumed }) => {
  const { id, name, channels, code, detail, until } = held
  const canWrite = useCanWrite()
  const resume = async (sequence: number): Promise<void> => {
    const done = await order.give({
      ask: http => resumeSequence(http, sequence),
      failed: t('dashboard.held.notResumed'),
      done: () => t('dashboard.held.resumed', { name })
    })
    if (!done) return
    // The button goes with its line; the focus would be lost with it.
    focusHeading()
    onResumed()
  }
  return (
    <li className="oc-held" data-held={code}>
      <div>
        <div>
          {id === null ? (
            <strong>{name}</strong>
          ) : (
            <a className="oc-strong" href={hrefOf({ screen: 'sequence', id, part: 'steps' })}>
              {name}
            </a>
          )}{' '}
          <span className="oc-small">
            {channels.map(channelName).join(', ')} · {timesOf(held)}
          </span>
        </div>
        <div>
          {reasonText({ code, detail })}.{' '}
          {until === null && <span>{t(`dashboard.held.todo.${todoOf(code)}` as const)}</span>}
        </div>
      </div>
      {canWrite && id !== null && (
        <Button
          small
          outlined
          icon="play"
          text={t('dashboard.held.resume')}
          aria-label={t('dashboard.held.resumeOn', { name })}
          disabled={order.busy}
          onClick={() => void resume(id)}
        />
      )}
    </li>
  )
}

export const HeldNow: FC<{ held: readonly Held[]; onResumed: () => void }> = ({ held, onResumed }) => {
  const order = useOrder()
  return (
    <>
      <FailedOrderNotice order={order} />
      {held.length > 0 && (
        <Callout className="oc-notice" intent={Intent.WARNING} icon="pause" data-part="held">
          <strong>{t('dashboard.held.title', counted(held.length, number))}</strong>
          <ul className="oc-plain">
            {held.map(one => (
              <One key={`${one.kind} ${one.id ?? one.name}`} held={one} order={order} onResumed={onResumed} />
            ))}
          </ul>
        </Callout>
      )}
    </>
  )
}
