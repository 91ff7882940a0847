/** The panel's places, and whether this session may change anything in them. */
import { Icon, Tag, type IconName } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../text'
import { useStatus } from '../platform/panel-context'
import { Ready } from '../status/ready'
import { CAMPAIGNS, type Route } from './routes'
import { hrefOf } from './use-route'

const PLACES = [
  { name: 'campaigns', icon: 'send-message', to: CAMPAIGNS },
  { name: 'settings', icon: 'cog', to: { screen: 'settings' } }
] as const satisfies ReadonlyArray<{ name: string; icon: IconName; to: Route }>

type Place = (typeof PLACES)[number]['name']

const placeOf = (route: Route): Place => (route.screen === 'settings' ? 'settings' : 'campaigns')

export const NavigationBar: FC<{ route: Route }> = ({ route }) => {
  const status = useStatus()
  return (
    <div className="oc-bar-top">
      <nav aria-label={t('fullName')}>
        <ul>
          {PLACES.map(({ name, icon, to }) => (
            <li key={name}>
              <a href={hrefOf(to)} aria-current={placeOf(route) === name ? 'page' : undefined}>
                <Icon icon={icon} />
                {t(`navigation.${name}` as const)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
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
