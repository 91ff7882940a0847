/** This bot's campaigns, kept up to date while they are looked at. */
import { AnchorButton, Button, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { getCampaigns, type CampaignFilter } from '../../../api/campaigns'
import { number } from '../../../format'
import { t } from '../../../text'
import { focusHeading, Page } from '../../navigation/page'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { useCampaignActions } from '../actions/use-actions'
import { NoCampaigns, NothingFound } from './empty'
import { CampaignFilters } from './filters'
import { LoadingTable } from './loading'
import { CampaignTable } from './table'

const PAGE = 25

const NewCampaign: FC = () => (
  <AnchorButton
    intent={Intent.PRIMARY}
    icon="plus"
    text={t('campaigns.new')}
    href={hrefOf({ screen: 'new_campaign' })}
  />
)

const useList = (filter: CampaignFilter) => {
  const [count, setCount] = useState(PAGE)
  const [list, refresh] = useResource(http => getCampaigns(http, filter, count), {
    key: JSON.stringify([filter, count])
  })
  return { list, refresh, more: () => setCount(count + PAGE) }
}

export const CampaignsScreen: FC<{ filter: CampaignFilter }> = ({ filter }) => {
  const { list, refresh, more } = useList(filter)
  const canWrite = useCanWrite()
  const actions = useCampaignActions(action => {
    // The button is gone with its row; the focus would be lost with it.
    if (action === 'delete') focusHeading()
    refresh()
  })
  const show = (wanted: CampaignFilter): void => goInstead({ screen: 'campaigns', ...wanted })
  const filtered = filter.search !== '' || filter.status !== null

  const content = () => {
    switch (list.kind) {
      case 'loading':
        return <LoadingTable />
      case 'failed':
        return <FailurePage heading="h2" failure={list.failure} onRetry={refresh} />
      case 'ready': {
        const { items, total, next_cursor: next } = list.value
        if (items.length === 0) {
          return filtered ? (
            <NothingFound onClear={() => show({ status: null, search: '' })} />
          ) : (
            <NoCampaigns />
          )
        }
        return (
          <>
            <CampaignTable campaigns={items} actions={actions} />
            <div className="oc-more">
              <span className="oc-muted">
                {t('campaigns.shown', { shown: number(items.length), total: number(total) })}
              </span>
              {next !== null && <Button text={t('campaigns.more')} onClick={more} />}
            </div>
          </>
        )
      }
    }
  }

  const nothingYet = list.kind === 'ready' && list.value.items.length === 0 && !filtered
  return (
    <Page title={t('campaigns.title')} actions={canWrite && !nothingYet ? <NewCampaign /> : null}>
      {!nothingYet && <CampaignFilters filter={filter} onChange={show} />}
      {list.kind === 'ready' && list.failure && <FailureNotice failure={list.failure} onRetry={refresh} />}
      {actions.shown}
      {content()}
    </Page>
  )
}
