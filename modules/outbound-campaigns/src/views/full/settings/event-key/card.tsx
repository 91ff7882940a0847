/** Where other systems report what people did, and the key with which they do: made here, and shown once. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { moment } from '../../../format'
import { t } from '../../../text'
import { Confirm } from '../../platform/confirm'
import { FailedOrderNotice } from '../../platform/failed-order'
import { FailureNotice } from '../../platform/failure'
import { useKeepFocus } from '../../platform/keep-focus'
import { useCanWrite } from '../../platform/panel-context'
import { useOrder } from '../../platform/use-order'
import { useResource } from '../../platform/use-resource'
import { getEventKey, getWebhookAddresses, makeEventKey, removeEventKey, type EventKey } from '../api'
import { Copied } from '../webhooks/copied'

const EVERY_MS = 300_000

const Where: FC = () => {
  const [addresses] = useResource(getWebhookAddresses, { everyMs: EVERY_MS })
  if (addresses.kind !== 'ready') return null
  return (
    <Copied
      id="oc-events-address"
      label={t('settings.eventKey.address')}
      where={t('settings.eventKey.addressWhere')}
      text={addresses.value.events}
    />
  )
}

const stateOf = ({ created_at: at, created_by: by }: EventKey): string => {
  if (at === null) return t('settings.eventKey.none')
  return by === null
    ? t('settings.eventKey.madeAt', { at: moment(at) })
    : t('settings.eventKey.madeBy', { at: moment(at), who: by })
}

const Keeping: FC<{ eventKey: EventKey; refresh: () => void }> = ({ eventKey, refresh }) => {
  const order = useOrder()
  const [asking, setAsking] = useState<'replace' | 'remove' | null>(null)
  const [made, setMade] = useState<string | null>(null)
  // A button that is at work, or that is gone, has lost the focus.
  const place = useKeepFocus<HTMLDivElement>(`${eventKey.set} ${order.busy}`)

  const make = async (): Promise<void> => {
    setAsking(null)
    await order.give({
      ask: async http => {
        const answer = await makeEventKey(http)
        if (answer.kind === 'value') setMade(answer.value.key)
        return answer
      },
      failed: t('settings.eventKey.notMade'),
      done: () => t('settings.eventKey.once')
    })
    refresh()
  }
  const remove = async (): Promise<void> => {
    setAsking(null)
    const done = await order.give({
      ask: removeEventKey,
      failed: t('settings.eventKey.notRemoved'),
      done: () => t('settings.eventKey.none')
    })
    if (done) setMade(null)
    refresh()
  }

  return (
    <>
      <FailedOrderNotice order={order} />
      {made !== null && eventKey.set && (
        <Copied
          id="oc-event-key"
          label={t('settings.eventKey.key')}
          where={t('settings.eventKey.once')}
          text={made}
        />
      )}
      <div className="oc-side-by-side oc-place" ref={place} tabIndex={-1}>
        <Button
          icon="key"
          text={t(eventKey.set ? 'settings.eventKey.replace' : 'settings.eventKey.make')}
          loading={order.busy}
          onClick={() => (eventKey.set ? setAsking('replace') : void make())}
        />
        {eventKey.set && (
          <Button
            icon="trash"
            text={t('settings.eventKey.remove')}
            disabled={order.busy}
            onClick={() => setAsking('remove')}
          />
        )}
      </div>
      {asking !== null && (
        <Confirm
          title={t(`settings.eventKey.${asking}Title` as const)}
          text={t(`settings.eventKey.${asking}Text` as const)}
          yes={t(`settings.eventKey.${asking}` as const)}
          no={t('settings.eventKey.keep')}
          onYes={() => void (asking === 'replace' ? make() : remove())}
          onNo={() => setAsking(null)}
        />
      )}
    </>
  )
}

const Known: FC = () => {
  const canWrite = useCanWrite()
  const [key, refresh] = useResource(getEventKey, { everyMs: EVERY_MS })
  switch (key.kind) {
    case 'loading':
      return <p role="status">{t('loading')}</p>
    case 'failed':
      return <FailureNotice failure={key.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          <p data-event-key={key.value.set}>{stateOf(key.value)}</p>
          {canWrite && <Keeping eventKey={key.value} refresh={refresh} />}
        </>
      )
  }
}

export const EventKeyCard: FC = () => (
  <Card className="oc-card" data-section="events">
    <h2>{t('settings.eventKey.title')}</h2>
    <p className="oc-muted oc-section-text">{t('settings.eventKey.text')}</p>
    {useCanWrite() && <Where />}
    <Known />
  </Card>
)
