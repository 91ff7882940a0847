/** What this bot sends with, whether it is ready and what is missing, and everything that people decide about it. */
import React, { useState, type FC } from 'react'
import { t } from '../../text'
import { ChannelsCard } from '../channels/channels-card'
import { Page } from '../navigation/page'
import { FailureNotice, FailurePage } from '../platform/failure'
import { Loading } from '../platform/loading'
import { useStatus } from '../platform/panel-context'
import { useResource } from '../platform/use-resource'
import { EngineCard } from '../status/engine-card'
import { getShownSettings, type ShownSettings } from './api'
import { EventKeyCard } from './event-key/card'
import { SettingsFormView } from './form'
import { SetupHelp } from './setup-help'
import { WebhooksCard } from './webhooks/card'

/** Settings change seldom, and a change is announced. */
const EVERY_MS = 30_000

const Settings: FC = () => {
  const [settings, refresh] = useResource(getShownSettings, { everyMs: EVERY_MS })
  /** What saving answered is newer than what was loaded before it. */
  const [saved, setSaved] = useState<{ over: ShownSettings; settings: ShownSettings } | null>(null)
  switch (settings.kind) {
    case 'loading':
      return <Loading />
    case 'failed':
      return <FailurePage failure={settings.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          {settings.failure && <FailureNotice failure={settings.failure} onRetry={refresh} />}
          <SettingsFormView
            settings={saved && saved.over === settings.value ? saved.settings : settings.value}
            onSaved={answer => {
              setSaved({ over: settings.value, settings: answer })
              refresh()
            }}
          />
        </>
      )
  }
}

export const SettingsScreen: FC = () => {
  const status = useStatus()
  return (
    <Page title={t('navigation.settings')}>
      {status === null ? (
        <Loading />
      ) : (
        <div className="oc-settings-parts">
          <div className="oc-columns">
            <ChannelsCard channels={status.channels} />
            <EngineCard status={status} />
          </div>
          <SetupHelp status={status} />
          <WebhooksCard />
          <EventKeyCard />
          <Settings />
        </div>
      )}
    </Page>
  )
}
