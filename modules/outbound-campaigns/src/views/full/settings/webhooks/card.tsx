/** The addresses that somebody copies to Vonage's dashboard, and where each of them goes there. */
import { Button, Card, InputGroup } from '@blueprintjs/core'
import React, { useRef, useState, type FC } from 'react'
import { t } from '../../../text'
import { useAnnounce } from '../../platform/announce'
import { FailureNotice } from '../../platform/failure'
import { Field } from '../../platform/field'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { getWebhookAddresses } from '../api'
import { copyText } from './copy'

const EVERY_MS = 300_000
const SAID_MS = 2500

const Address: FC<{ id: string; label: string; where: string; address: string }> = ({
  id,
  label,
  where,
  address
}) => {
  const announce = useAnnounce()
  const field = useRef<HTMLInputElement | null>(null)
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null)
  const copy = async (): Promise<void> => {
    if (!field.current) return
    const outcome = (await copyText(field.current)) ? 'copied' : 'notCopied'
    setSaid(outcome)
    announce(t(`settings.webhooks.${outcome}` as const))
    setTimeout(() => setSaid(null), SAID_MS)
  }
  return (
    <Field id={id} label={label} hint={where}>
      {props => (
        <div className="oc-side-by-side">
          <InputGroup
            {...props}
            readOnly
            value={address}
            inputRef={element => {
              field.current = element
            }}
          />
          <Button
            icon={said === 'copied' ? 'tick' : 'duplicate'}
            text={t(`settings.webhooks.${said ?? 'copy'}` as const)}
            onClick={() => void copy()}
          />
        </div>
      )}
    </Field>
  )
}

const Known: FC = () => {
  const [addresses, refresh] = useResource(getWebhookAddresses, { everyMs: EVERY_MS })
  switch (addresses.kind) {
    case 'loading':
      return <p role="status">{t('loading')}</p>
    case 'failed':
      return <FailureNotice failure={addresses.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          <Address
            id="oc-webhook-inbound"
            label={t('settings.webhooks.inbound')}
            where={t('settings.webhooks.inboundWhere')}
            address={addresses.value.inbound}
          />
          <Address
            id="oc-webhook-status"
            label={t('settings.webhooks.status')}
            where={t('settings.webhooks.statusWhere')}
            address={addresses.value.status}
          />
        </>
      )
  }
}

/** They hold a key: who only reads is not shown them, and is not asked for. */
export const WebhooksCard: FC = () => {
  const canWrite = useCanWrite()
  return (
    <Card className="oc-card" data-section="webhooks">
      <h2>{t('settings.webhooks.title')}</h2>
      <p className="oc-muted oc-section-text">
        {t(canWrite ? 'settings.webhooks.text' : 'settings.webhooks.notForReaders')}
      </p>
      {canWrite && <Known />}
    </Card>
  )
}
