/** The addresses that somebody copies to a provider's dashboard, and where each of them goes there. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { FailureNotice } from '../../platform/failure'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { getWebhookAddresses } from '../api'
import { Copied } from './copied'

const EVERY_MS = 300_000
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
          <Copied
            id="oc-webhook-inbound"
            label={t('settings.webhooks.inbound')}
            where={t('settings.webhooks.inboundWhere')}
            text={addresses.value.inbound}
          />
          <Copied
            id="oc-webhook-status"
            label={t('settings.webhooks.status')}
            where={t('settings.webhooks.statusWhere')}
            text={addresses.value.status}
          />
          <Copied
            id="oc-webhook-ses"
            label={t('settings.webhooks.ses')}
            where={t('settings.webhooks.sesWhere')}
            text={addresses.value.ses}
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
