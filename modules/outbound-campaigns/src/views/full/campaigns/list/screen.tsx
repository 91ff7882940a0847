/** This bot's campaigns, kept up to date while they are looked at. */
import { AnchorButton, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { getCampaigns, type CampaignFilter } from '../../../api/campaigns'
import { t } from '../../../text'
import { focusHeading, Page } from '../../navigation/page'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { PagedList } from '../../platform/paged-list'
import { useCanWrite } from '../../platform/panel-context'
import { useGrowing } from '../../platform/use-growing'
import { useCampaignActions } from '../actions/use-actions'
import { NoCampaigns, NothingFound } from './empty'
import { CampaignFilters } from './filters'
import { CampaignTable } from './table'

const NewCampaign: FC = () => (
  <AnchorButton
    intent={Intent.PRIMARY}
    icon="plus"
    text={t('campaigns.new')}
    href={hrefOf({ screen: 'new_campaign' })}
  />
)

export const CampaignsScreen: FC<{ filter: CampaignFilter }> = ({ filter }) => {
  const pages = useGrowing({
    load: (http, count) => getCampaigns(http, filter, count),
    key: JSON.stringify(filter)
  })
  const { list, refresh } = pages
  const canWrite = useCanWrite()
  const actions = useCampaignActions(action => {
    // The button is gone with its row; the focus would be lost with it.
    if (action === 'delete') focusHeading()
    refresh()
  })
  const show = (wanted: CampaignFilter): void => goInstead({ screen: 'campaigns', ...wanted })
  const filtered = filter.search !== '' || filter.status !== null

  const nothingYet = list.kind === 'ready' && list.value.items.length === 0 && !filtered
  return (
    <Page title={t('campaigns.title')} actions={canWrite && !nothingYet ? <NewCampaign /> : null}>
      {!nothingYet && <CampaignFilters filter={filter} onChange={show} />}
      {actions.shown}
      <PagedList
        pages={pages}
        lines={2}
        nothing={
          filtered ? <NothingFound onClear={() => show({ status: null, search: '' })} /> : <NoCampaigns />
        }
      >
        {({ items }) => <CampaignTable campaigns={items} actions={actions} />}
      </PagedList>
    </Page>
  )
}
