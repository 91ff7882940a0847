/** This bot's sequences, kept up to date while they are looked at. */
import { AnchorButton, Button, Card, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getMachines, getSequences, type SequenceFilter } from '../../../api/sequences'
import { number } from '../../../format'
import { t } from '../../../text'
import { LoadingTable } from '../../campaigns/list/loading'
import { focusHeading, Page } from '../../navigation/page'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Message } from '../../platform/message'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { SequenceFilters } from './filters'
import { SequenceTable } from './table'
import { useSequenceActions } from './use-actions'

const PAGE = 25
/** They are counted along beside everything else, and change slowly. */
const MACHINES_EVERY_MS = 60_000
/** The longest that can be asked for is a year, by another clock. */
const MOST_MS = 330 * 86_400_000

const longAgo = (): string => new Date(Date.now() - MOST_MS).toISOString().slice(0, 10)

const NewSequence: FC = () => (
  <AnchorButton
    intent={Intent.PRIMARY}
    icon="plus"
    text={t('sequences.new')}
    href={hrefOf({ screen: 'new_sequence' })}
  />
)

const NoSequences: FC = () => {
  const canWrite = useCanWrite()
  return (
    <Card className="oc-card">
      <Message
        icon="git-branch"
        heading="h2"
        title={t('sequences.none.title')}
        text={t(canWrite ? 'sequences.none.text' : 'sequences.none.readOnly')}
      >
        {canWrite && (
          <div className="oc-message-actions">
            <NewSequence />
          </div>
        )}
      </Message>
    </Card>
  )
}

const NothingFound: FC<{ onClear: () => void }> = ({ onClear }) => (
  <Card className="oc-card">
    <Message
      icon="search"
      heading="h2"
      title={t('sequences.notFound.title')}
      text={t('sequences.notFound.text')}
    >
      <Button text={t('campaigns.notFound.clear')} onClick={onClear} />
    </Message>
  </Card>
)

export const SequencesScreen: FC<{ filter: SequenceFilter }> = ({ filter }) => {
  const [count, setCount] = useState(PAGE)
  const [list, refresh] = useResource(http => getSequences(http, filter, count), {
    key: JSON.stringify([filter, count])
  })
  const [machines] = useResource(http => getMachines(http, longAgo()), { everyMs: MACHINES_EVERY_MS })
  const canWrite = useCanWrite()
  const actions = useSequenceActions(action => {
    // The button is gone with its row; the focus would be lost with it.
    if (action === 'delete') focusHeading()
    refresh()
  })
  const show = (wanted: SequenceFilter): void => goInstead({ screen: 'sequences', ...wanted })
  const filtered = filter.search !== '' || filter.active !== null
  const nothingYet = list.kind === 'ready' && list.value.items.length === 0 && !filtered

  const content = () => {
    switch (list.kind) {
      case 'loading':
        return <LoadingTable />
      case 'failed':
        return <FailurePage heading="h2" failure={list.failure} onRetry={refresh} />
      case 'ready': {
        const { items, total, next_cursor: next } = list.value
        if (items.length === 0)
          return filtered ? (
            <NothingFound onClear={() => show({ active: null, search: '' })} />
          ) : (
            <NoSequences />
          )
        return (
          <>
            <SequenceTable
              sequences={items}
              machines={machines.kind === 'ready' ? machines.value : new Map()}
              actions={actions}
            />
            <div className="oc-more">
              <span className="oc-muted">
                {t('campaigns.shown', { shown: number(items.length), total: number(total) })}
              </span>
              {next !== null && <Button text={t('campaigns.more')} onClick={() => setCount(count + PAGE)} />}
            </div>
          </>
        )
      }
    }
  }

  return (
    <Page title={t('sequences.title')} actions={canWrite && !nothingYet ? <NewSequence /> : null}>
      {!nothingYet && <SequenceFilters filter={filter} onChange={show} />}
      {list.kind === 'ready' && list.failure && <FailureNotice failure={list.failure} onRetry={refresh} />}
      {actions.shown}
      {content()}
    </Page>
  )
}
