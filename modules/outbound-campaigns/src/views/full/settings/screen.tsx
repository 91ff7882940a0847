/** What this bot sends with, and whether it is ready. */
import React, { type FC } from 'react'
import { t } from '../../text'
import { ChannelsCard } from '../channels/channels-card'
import { Page } from '../navigation/page'
import { Loading } from '../platform/loading'
import { useStatus } from '../platform/panel-context'
import { EngineCard } from '../status/engine-card'

export const SettingsScreen: FC = () => {
  const status = useStatus()
  return (
    <Page title={t('navigation.settings')}>
      {status === null ? (
        <Loading />
      ) : (
        <div className="oc-columns">
          <ChannelsCard channels={status.channels} />
          <EngineCard status={status} />
        </div>
      )}
    </Page>
  )
}
