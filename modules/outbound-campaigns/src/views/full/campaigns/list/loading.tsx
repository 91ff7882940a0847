/** The table's outline while the first answer is on its way: the same shapes, so that nothing jumps. */
import { Classes } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'

export const LoadingTable: FC = () => (
  <div role="status" aria-label={t('loading')}>
    <div className="oc-table-outline" aria-hidden="true">
      {[60, 45, 70, 50].map(width => (
        <div key={width}>
          <div className={`oc-skeleton ${Classes.SKELETON}`} style={{ width: `${width / 2}%` }} />
          <div className={`oc-skeleton ${Classes.SKELETON}`} style={{ width: `${width / 3}%` }} />
        </div>
      ))}
    </div>
  </div>
)
