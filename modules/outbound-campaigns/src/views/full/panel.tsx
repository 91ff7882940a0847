/** The module's panel: its name, whether it can send, and this bot's campaigns. */
import { Callout, Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getStatus, type Status } from '../api'
import type { ViewProps } from '../studio'
import { t } from '../text'
import { CampaignsOverview } from './campaigns/overview'
import { ChannelsCard } from './channels/channels-card'
import './panel.css'
import { Boundary } from './platform/boundary'
import { EngineCard } from './platform/engine-card'
import { FailureNotice, FailurePage } from './platform/failure'
import { Loading } from './platform/loading'
import type { Resource } from './platform/resource'
import { useResource } from './platform/use-resource'

const Overview: FC<{ status: Status }> = ({ status }) => (
  <>
    {status.problem !== null && (
      <Callout className="oc-notice" intent={Intent.DANGER} role="alert">
        <h2>{t('problem.title')}</h2>
        <div>{t('problem.text')}</div>
        <div className="oc-detail">{status.problem}</div>
      </Callout>
    )}
    <div className="oc-columns">
      <ChannelsCard channels={status.channels} />
      <EngineCard status={status} />
    </div>
    <CampaignsOverview status={status} />
  </>
)

const Content: FC<{ resource: Resource<Status>; onRetry: () => void }> = ({ resource, onRetry }) => {
  switch (resource.kind) {
    case 'loading':
      return <Loading />
    case 'failed':
      return <FailurePage failure={resource.failure} onRetry={onRetry} />
    case 'ready':
      return (
        <>
          {resource.failure && <FailureNotice failure={resource.failure} onRetry={onRetry} />}
          <Overview status={resource.value} />
        </>
      )
  }
}

export const Panel: FC<ViewProps> = ({ bp }) => {
  const [resource, refresh] = useResource(bp, getStatus)
  const readOnly = resource.kind === 'ready' && !resource.value.can_write
  return (
    <div className="oc-panel" role="region" aria-label={t('fullName')} tabIndex={0}>
      <div className="oc-page">
        <div className="oc-header">
          <h1>{t('fullName')}</h1>
          {readOnly && (
            <Tag minimal icon="eye-open" title={t('readOnlyText')}>
              {t('readOnly')}
            </Tag>
          )}
        </div>
        <Boundary>
          <Content resource={resource} onRetry={refresh} />
        </Boundary>
      </div>
    </div>
  )
}
