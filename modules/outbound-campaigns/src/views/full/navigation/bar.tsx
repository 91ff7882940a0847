/** The panel's places, and whether this session may change anything in them. */
import { Tag, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../text'
import { useStatus } from '../platform/panel-context'
import { Ready } from '../status/ready'
import { Places } from './places'
import { DASHBOARD } from './dashboard-routes'
import { LEADS } from './leads-routes'
import { CAMPAIGNS, type Route } from './routes'
import { REPORTS } from './reports-routes'
import { SEQUENCES } from './sequences-routes'
import { TASKS } from './tasks-routes'
import { SUPPRESSIONS } from './suppressions-routes'

const PLACES = [
  { name: 'dashboard', icon: 'dashboard', to: DASHBOARD },
  { name: 'campaigns', icon: 'send-message', to: CAMPAIGNS },
  { name: 'sequences', icon: 'git-branch', to: SEQUENCES },
  { name: 'leads', icon: 'people', to: LEADS },
  { name: 'tasks', icon: 'tick-circle', to: TASKS },
  { name: 'suppressions', icon: 'disable', to: SUPPRESSIONS },
  { name: 'reports', icon: 'timeline-bar-chart', to: REPORTS },
  { name: 'settings', icon: 'cog', to: { screen: 'settings' } }
] as const satisfies ReadonlyArray<{ name: string; icon: IconName; to: Route }>

type Place = (typeof PLACES)[number]['name']

const placeOf = (route: Route): Place => {
  switch (route.screen) {
    case 'settings':
      return 'settings'
    case 'sequences':
    case 'new_sequence':
    case 'sequence':
      return 'sequences'
    case 'dashboard':
      return 'dashboard'
    case 'tasks':
      return 'tasks'
    case 'suppressions':
    case 'import_suppressions':
    case 'evidence':
      return 'suppressions'
    case 'reports':
    case 'report':
    case 'runs':
    case 'run':
    case 'nurturing_settings':
      return 'reports'
    case 'leads':
    case 'new_lead':
    case 'import_leads':
    case 'lead':
    case 'edit_lead':
      return 'leads'
    case 'campaigns':
    case 'new_campaign':
    case 'edit_campaign':
    case 'campaign':
      return 'campaigns'
  }
}

export const NavigationBar: FC<{ route: Route }> = ({ route }) => {
  const status = useStatus()
  return (
    <div className="oc-bar-top">
      <Places
        places={PLACES.map(place => ({ ...place, label: t(`navigation.${place.name}` as const) }))}
        current={placeOf(route)}
      />
      <div className="oc-bar-end">
        {status && !status.can_write && (
          <Tag minimal icon="eye-open" title={t('readOnlyText')}>
            {t('readOnly')}
          </Tag>
        )}
        {status && <Ready status={status} />}
      </div>
    </div>
  )
}
