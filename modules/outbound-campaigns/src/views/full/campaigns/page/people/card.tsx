/** The campaign's people: filtered by what became of them, searched by number, one opened at a time. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { t } from '../../../../text'
import { Message } from '../../../platform/message'
import { PagedList } from '../../../platform/paged-list'
import { EVERYBODY } from '../../../navigation/routes'
import type { CampaignAndReport, PeopleFilter, Recipients } from '../api'
import { ExportMenu } from '../exports/menu'
import { RecipientDrawer } from '../recipient/drawer'
import { PeopleFilters } from './filters'
import { PeopleTable } from './table'
import { usePeople } from './use-people'

export const PEOPLE = 'oc-campaign-people'

const Nobody: FC<{ filtered: boolean; onClear: () => void }> = ({ filtered, onClear }) => (
  <Message
    icon={filtered ? 'search' : 'people'}
    heading="h2"
    title={t(filtered ? 'campaign_page.people.noneFound' : 'campaign_page.people.none')}
    text={t(filtered ? 'campaign_page.people.noneFoundText' : 'campaign_page.people.noneText')}
  >
    {filtered && <Button text={t('campaigns.notFound.clear')} onClick={onClear} />}
  </Message>
)

/** Of a search nobody counts all: how many there are is known at its end. */
const totalOf = ({ items, total, total_is_exact: isExact, next_cursor: next }: Recipients): number | null =>
  isExact ? total : next === null ? items.length : null

interface Props extends CampaignAndReport {
  filter: PeopleFilter
  onFilter: (filter: PeopleFilter) => void
  onChange: () => void
}

export const PeopleCard: FC<Props> = ({ campaign, report, filter, onFilter, onChange }) => {
  const people = usePeople(campaign.id, filter)
  const [open, setOpen] = useState<number | null>(null)
  const filtered = filter.search !== '' || filter.status !== null || filter.code !== null

  return (
    <Card className="oc-card" data-card="people" id={PEOPLE}>
      <div className="oc-card-head">
        <h2>{t('campaign_page.people.title')}</h2>
        {campaign.counts.total > 0 && <ExportMenu campaign={campaign} report={report} />}
      </div>
      <PeopleFilters filter={filter} onChange={onFilter} />
      <PagedList
        pages={people}
        nothing={<Nobody filtered={filtered} onClear={() => onFilter(EVERYBODY)} />}
        totalOf={totalOf}
      >
        {list => (
          <PeopleTable
            people={list.items}
            total={totalOf(list)}
            onOpen={setOpen}
            onNearEnd={() => people.still && people.failure === null && people.more()}
          />
        )}
      </PagedList>
      {open !== null && (
        <RecipientDrawer
          campaign={campaign}
          id={open}
          onClose={() => setOpen(null)}
          onChange={() => {
            people.refresh()
            onChange()
          }}
        />
      )}
    </Card>
  )
}
