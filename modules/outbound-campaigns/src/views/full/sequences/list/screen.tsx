/** This bot's sequences, kept up to date while they are looked at. */
import { AnchorButton, Button, Card, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getMachines, getSequences, type SequenceFilter } from '../../../api/sequences'
import { t } from '../../../text'
import { focusHeading, Page } from '../../navigation/page'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { Message } from '../../platform/message'
import { PagedList } from '../../platform/paged-list'
import { useCanWrite } from '../../platform/panel-context'
import { useGrowing } from '../../platform/use-growing'
import { useResource } from '../../platform/use-resource'
import { SequenceFilters } from './filters'
import { SequenceTable } from './table'
import { useSequenceActions } from './use-actions'

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
  const pages = useGrowing({
    load: (http, count) => getSequences(http, filter, count),
    key: JSON.stringify(filter)
  })
  const { list, refresh } = pages
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

  return (
    <Page title={t('sequences.title')} actions={canWrite && !nothingYet ? <NewSequence /> : null}>
      {!nothingYet && <SequenceFilters filter={filter} onChange={show} />}
      {actions.shown}
      <PagedList
        pages={pages}
        lines={2}
        nothing={
          filtered ? <NothingFound onClear={() => show({ active: null, search: '' })} /> : <NoSequences />
        }
      >
        {({ items }) => (
          <SequenceTable
            sequences={items}
            machines={machines.kind === 'ready' ? machines.value : new Map()}
            actions={actions}
          />
        )}
      </PagedList>
    </Page>
  )
}
