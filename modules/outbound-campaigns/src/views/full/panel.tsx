/** The module's panel: where one can go in it, whether the bot can send, and the screen that is open. */
import React, { useMemo, useRef, type FC } from 'react'
import { getStatus } from '../api/status'
import type { ViewProps } from '../studio'
import { t } from '../text'
import { NavigationBar } from './navigation/bar'
import { Screen } from './navigation/screens'
import type { Route } from './navigation/routes'
import { useRoute } from './navigation/use-route'
import './panel.css'
import { Announcer } from './platform/announce'
import { Boundary } from './platform/boundary'
import { FailureNotice, FailurePage } from './platform/failure'
import { BridgeContext, StatusContext, type Bridge } from './platform/panel-context'
import { useResource } from './platform/use-resource'
import { NotReady } from './status/ready'

/** What it says changes seldom, and a change is announced. */
const STATUS_EVERY_MS = 20_000

/** What broke on one screen is no reason to show another as broken. The form stays what it is from step to step. */
const placeOf = (route: Route): string => {
  switch (route.screen) {
    case 'new_campaign':
    case 'edit_campaign':
      return 'form'
    case 'campaign':
      return `campaign ${route.id}`
    // Its parts are the same sequence in the making.
    case 'sequence':
      return `sequence ${route.id}`
    case 'lead':
    case 'edit_lead':
      return `${route.screen} ${route.id}`
    case 'run':
      return `run ${route.id}`
    case 'report':
      return `report ${JSON.stringify(route.wanted)}`
    case 'campaigns':
    case 'dashboard':
    case 'sequences':
    case 'new_sequence':
    case 'leads':
    case 'tasks':
    case 'suppressions':
    case 'import_suppressions':
    case 'evidence':
    case 'new_lead':
    case 'import_leads':
    case 'reports':
    case 'runs':
    case 'nurturing_settings':
    case 'settings':
      return route.screen
  }
}

const Inside: FC = () => {
  const route = useRoute()
  const [status, refresh] = useResource(getStatus, { everyMs: STATUS_EVERY_MS })
  const known = status.kind === 'ready' ? status.value : null
  return (
    <StatusContext.Provider value={known}>
      <NavigationBar route={route} />
      <div className={route.screen === 'sequence' ? 'oc-page oc-page-wide' : 'oc-page'}>
        {status.kind === 'ready' && status.failure && (
          <FailureNotice failure={status.failure} onRetry={refresh} />
        )}
        {known && route.screen !== 'settings' && <NotReady status={known} />}
        {status.kind === 'failed' ? (
          <FailurePage failure={status.failure} onRetry={refresh} />
        ) : (
          <Boundary key={placeOf(route)}>
            <Screen route={route} />
          </Boundary>
        )}
      </div>
    </StatusContext.Provider>
  )
}

export const Panel: FC<ViewProps> = ({ bp }) => {
  const latest = useRef(bp)
  latest.current = bp
  const bridge = useMemo<Bridge>(
    () => ({ http: () => latest.current.axios, events: () => latest.current.events }),
    []
  )
  return (
    <div className="oc-panel" role="region" aria-label={t('fullName')} tabIndex={0}>
      <BridgeContext.Provider value={bridge}>
        <Announcer>
          <Inside />
        </Announcer>
      </BridgeContext.Provider>
    </div>
  )
}
