/** The people this bot knows: found, chosen, and put into sequences. */
import { AnchorButton, Intent } from '@blueprintjs/core'
import React, { useEffect, useState, type FC } from 'react'
import { getLeads, type BulkAnswer, type LeadsFilter, type ListedLead } from '../../../api/leads'
import type { Listed } from '../../../api/request'
import { t } from '../../../text'
import { EVERY_LEAD } from '../../navigation/leads-routes'
import { Page } from '../../navigation/page'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { PagesBelow, TableOutline } from '../../platform/pages-below'
import { useCanWrite } from '../../platform/panel-context'
import { usePages } from '../../platform/use-pages'
import { useSequenceNames } from '../sequence-select'
import { NobodyFound, NoLeads } from './empty'
import { EnrolBar } from './enrol-bar'
import { LeadFilters } from './filters'
import { EnrolResults } from './results'
import { allToggled, areAllChosen, countOf, NOBODY, toggled, type Selection } from './selection'
import { LeadTable } from './table'

const Actions: FC = () => (
  <div className="oc-side-by-side">
    <AnchorButton icon="import" text={t('leads.import')} href={hrefOf({ screen: 'import_leads' })} />
    <AnchorButton
      intent={Intent.PRIMARY}
      icon="plus"
      text={t('leads.new')}
      href={hrefOf({ screen: 'new_lead' })}
    />
  </div>
)

interface Enrolled {
  sequence: string
  answer: BulkAnswer
}

/** The bar that was used is gone with the selection: who hears the page goes on at what came of it. */
const focusResults = (): void => {
  const heading = document.getElementById('oc-enrol-results')
  if (heading) heading.focus()
}

export const LeadsScreen: FC<{ filter: LeadsFilter }> = ({ filter }) => {
  const key = JSON.stringify(filter)
  const pages = usePages<ListedLead, Listed<ListedLead>>({
    load: (http, page) => getLeads(http, filter, page),
    key,
    idOf: ({ id }) => id
  })
  const canWrite = useCanWrite()
  const sequences = useSequenceNames()
  const [selection, setSelection] = useState<Selection>(NOBODY)
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null)
  useEffect(() => setSelection(NOBODY), [key])
  useEffect(() => {
    if (enrolled) focusResults()
  }, [enrolled])

  const show = (wanted: LeadsFilter): void => goInstead({ screen: 'leads', filter: wanted })
  const filtered = key !== JSON.stringify(EVERY_LEAD)
  const { list } = pages
  const nothingYet = list.kind === 'ready' && list.value.items.length === 0 && !filtered

  const content = () => {
    switch (list.kind) {
      case 'loading':
        return <TableOutline />
      case 'failed':
        return <FailurePage heading="h2" failure={list.failure} onRetry={pages.refresh} />
      case 'ready': {
        const { items, next_cursor: next } = list.value
        if (items.length === 0)
          return filtered ? <NobodyFound onClear={() => show(EVERY_LEAD)} /> : <NoLeads />
        const ids = items.map(({ id }) => id)
        // Of a sequence's people all are counted, whatever else is asked for.
        const isExact = next === null || filter.sequence === null
        const total = next === null ? items.length : isExact ? list.value.total : null
        return (
          <>
            {canWrite && countOf(selection, 1) > 0 && (
              <EnrolBar
                filter={filter}
                sequences={sequences}
                selection={selection}
                total={total ?? list.value.total}
                mayChooseEverybody={areAllChosen(selection, ids) && next !== null && total !== null}
                onSelect={setSelection}
                onClear={() => setSelection(NOBODY)}
                onDone={(sequence, answer) => {
                  setEnrolled({ sequence, answer })
                  setSelection(NOBODY)
                  pages.refresh()
                }}
              />
            )}
            <LeadTable
              leads={items}
              total={total}
              choosing={
                canWrite
                  ? {
                      selection,
                      onOne: id => setSelection(toggled(selection, id, ids)),
                      onAll: () => setSelection(allToggled(selection, ids))
                    }
                  : null
              }
              onNearEnd={() => pages.still && pages.failure === null && pages.more()}
            />
            <PagesBelow pages={pages} shown={items.length} total={total} hasMore={next !== null} />
          </>
        )
      }
    }
  }

  const failure = pages.failure ?? (list.kind === 'ready' ? list.failure : null)
  return (
    <Page title={t('leads.title')} actions={canWrite && !nothingYet ? <Actions /> : null}>
      {!nothingYet && <LeadFilters filter={filter} sequences={sequences} onChange={show} />}
      {failure && <FailureNotice failure={failure} onRetry={pages.failure ? pages.more : pages.refresh} />}
      {enrolled && <EnrolResults {...enrolled} onClose={() => setEnrolled(null)} />}
      {content()}
    </Page>
  )
}
