/** The campaign's people: filtered by what became of them, searched by number, one opened at a time. */
import { Button, Card } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { t } from '../../../../text'
import { FailureNotice, FailurePage } from '../../../platform/failure'
import { Message } from '../../../platform/message'
import { PagesBelow, TableOutline } from '../../../platform/pages-below'
import { EVERYBODY } from '../../../navigation/routes'
import type { CampaignAndReport, PeopleFilter } from '../api'
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

interface Props extends CampaignAndReport {
  filter: PeopleFilter
  onFilter: (filter: PeopleFilter) => void
  onChange: () => void
}

export const PeopleCard: FC<Props> = ({ campaign, report, filter, onFilter, onChange }) => {
  const people = usePeople(campaign.id, filter)
  const [open, setOpen] = useState<number | null>(null)
  const filtered = filter.search !== '' || filter.status !== null || filter.code !== null

  const content = () => {
    switch (people.list.kind) {
      case 'loading':
        return <TableOutline />
      case 'failed':
        return <FailurePage failure={people.list.failure} onRetry={people.refresh} />
      case 'ready': {
        const { items, total: counted, total_is_exact: isExact, next_cursor: next } = people.list.value
        const total = isExact ? counted : next === null ? items.length : null
        if (items.length === 0) return <Nobody filtered={filtered} onClear={() => onFilter(EVERYBODY)} />
        return (
          <>
            <PeopleTable
              people={items}
              total={total}
              onOpen={setOpen}
              onNearEnd={() => people.still && people.failure === null && people.more()}
            />
            <PagesBelow pages={people} shown={items.length} total={total} hasMore={next !== null} />
          </>
        )
      }
    }
  }

  const failure = people.failure ?? (people.list.kind === 'ready' ? people.list.failure : null)
  return (
    <Card className="oc-card" data-card="people" id={PEOPLE}>
      <div className="oc-card-head">
        <h2>{t('campaign_page.people.title')}</h2>
        {campaign.counts.total > 0 && <ExportMenu campaign={campaign} report={report} />}
      </div>
      <PeopleFilters filter={filter} onChange={onFilter} />
      {failure && <FailureNotice failure={failure} onRetry={people.failure ? people.more : people.refresh} />}
      {content()}
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
