/** Below a list that is read on by pages: how much of it is shown, the way on, and that it stands still meanwhile. */
import { Button, Classes } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../format'
import { counted, t } from '../../text'
import type { Pages } from './use-pages'

interface Props {
  pages: Pick<Pages<unknown>, 'loadingMore' | 'still' | 'more' | 'refresh'>
  shown: number
  /** null: nobody has counted how many there are in all. */
  total: number | null
  hasMore: boolean
}

export const PagesBelow: FC<Props> = ({ pages, shown, total, hasMore }) => (
  <div className="oc-more">
    <span className="oc-muted" role="status">
      {total === null
        ? t('campaign_page.people.first', counted(shown, number))
        : t('campaigns.shown', { shown: number(shown), total: number(total) })}
    </span>
    {hasMore && <Button text={t('campaigns.more')} loading={pages.loadingMore} onClick={pages.more} />}
    {pages.still && (
      <>
        <span className="oc-muted">{t('campaign_page.people.still')}</span>
        <Button minimal icon="refresh" text={t('campaign_page.people.refresh')} onClick={pages.refresh} />
      </>
    )}
  </div>
)

/** The table's outline while its first page is on its way: the same shapes, so that nothing jumps. */
export const TableOutline: FC<{ lines?: 1 | 2 }> = ({ lines = 1 }) => (
  <div className="oc-table-outline" role="status" aria-label={t('loading')}>
    {[70, 60, 65, 55].map(width => (
      <div key={width} aria-hidden="true">
        <div className={`oc-skeleton ${Classes.SKELETON}`} style={{ width: `${width / lines}%` }} />
        {lines === 2 && (
          <div className={`oc-skeleton ${Classes.SKELETON}`} style={{ width: `${width / 3}%` }} />
        )}
      </div>
    ))}
  </div>
)
