/** The page's outline while the first answer is on its way: the same shapes, so that nothing jumps. */
import { Card, Classes } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../text'

const Line: FC<{ width: string }> = ({ width }) => (
  <div className={`oc-skeleton ${Classes.SKELETON}`} style={{ width }} />
)

const SkeletonCard: FC = () => (
  <Card className="oc-card">
    <Line width="30%" />
    <Line width="80%" />
    <Line width="60%" />
  </Card>
)

/** Instead of a whole page: nothing else is there yet, so it brings the heading that every page has. */
export const Loading: FC<{ instead?: 'page' }> = ({ instead }) => (
  <div role="status" aria-label={t('loading')}>
    {instead === 'page' && <h1 className="oc-unseen">{t('loading')}</h1>}
    <div className="oc-columns" aria-hidden="true">
      <SkeletonCard />
      <SkeletonCard />
    </div>
    <div aria-hidden="true">
      <SkeletonCard />
    </div>
  </div>
)
