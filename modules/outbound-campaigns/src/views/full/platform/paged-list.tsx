/**
 * A list of a screen in each of its states: on its way, not to be had, empty, and there, with the way on below. What
 * could not be refreshed or read on is said above what is shown of it.
 */
import React, { type ReactNode } from 'react'
import type { Listed } from '../../api/request'
import { FailureNotice, FailurePage } from './failure'
import { PagesBelow, TableOutline } from './pages-below'
import type { Pages } from './use-pages'

interface Props<L> {
  pages: Pages<L>
  /** Instead of an empty list. */
  nothing: ReactNode
  /** How many lines of text a row has, for its outline. */
  lines?: 1 | 2
  /** How many there are in all, where the list itself doesn't know; null: nobody has counted them. */
  totalOf?: (list: L) => number | null
  children: (list: L) => ReactNode
}

const failureOf = <L,>({ failure, list, more, refresh }: Pages<L>): ReactNode => {
  if (failure) return <FailureNotice failure={failure} onRetry={more} />
  return list.kind === 'ready' && list.failure && <FailureNotice failure={list.failure} onRetry={refresh} />
}

export const PagedList = <L extends Listed<unknown>>(props: Props<L>) => {
  const { pages, nothing, lines, totalOf, children } = props
  switch (pages.list.kind) {
    case 'loading':
      return <TableOutline lines={lines} />
    case 'failed':
      return <FailurePage heading="h2" failure={pages.list.failure} onRetry={pages.refresh} />
    case 'ready': {
      const list = pages.list.value
      return (
        <>
          {failureOf(pages)}
          {list.items.length === 0 ? (
            nothing
          ) : (
            <>
              {children(list)}
              <PagesBelow
                pages={pages}
                shown={list.items.length}
                total={totalOf ? totalOf(list) : list.total}
                hasMore={list.next_cursor !== null}
              />
            </>
          )}
        </>
      )
    }
  }
}
