/** What stands at the place of reports: the reports themselves, the runs that they tell of, and what both go by. */
import React, { type FC } from 'react'
import { t } from '../../text'
import { NURTURING_SETTINGS, REPORTS, RUNS } from '../navigation/reports-routes'
import { hrefOf } from '../navigation/use-route'

const PARTS = [
  { name: 'reports', to: REPORTS },
  { name: 'runs', to: RUNS },
  { name: 'settings', to: NURTURING_SETTINGS }
] as const

export const Parts: FC<{ current: (typeof PARTS)[number]['name'] }> = ({ current }) => (
  <nav className="oc-parts oc-reports-parts" aria-label={t('reports.parts')}>
    <ul>
      {PARTS.map(({ name, to }) => (
        <li key={name}>
          <a href={hrefOf(to)} aria-current={name === current ? 'page' : undefined}>
            {t(`reports.part.${name}` as const)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
