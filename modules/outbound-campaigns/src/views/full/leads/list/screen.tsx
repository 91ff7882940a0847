/** The people this bot knows: found, chosen, and put into sequences. */
import { AnchorButton, Intent } from '@blueprintjs/core'
import React, { useEffect, useState, type FC } from 'react'
import { getLeads, type BulkAnswer, type LeadsFilter, type ListedLead } from '../../../api/leads'
import type { Listed } from '../../../api/request'
import { t } from '../../../text'
import { EVERY_LEAD } from '../../navigation/leads-routes'
import { Page } from '../../navigation/page'
import { goInstead, hrefOf } from '../../navigation/use-route'
import { PagedList } from '../../platform/paged-list'
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

/** Of a sequence's people all are counted, whatever else is asked for. */
const totalOf = (
  { items, next_cursor: next, total }: Listed<ListedLead>,
  { sequence }: LeadsFilter
): number | null => {
  if (next === null) return items.length
  return sequence === null ? total : null
}

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

  return (
    <Page title={t('leads.title')} actions={canWrite && !nothingYet ? <Actions /> : null}>
      {!nothingYet && <LeadFilters filter={filter} sequences={sequences} onChange={show} />}
      {enrolled && <EnrolResults {...enrolled} onClose={() => setEnrolled(null)} />}
      <PagedList
        pages={pages}
        nothing={filtered ? <NobodyFound onClear={() => show(EVERY_LEAD)} /> : <NoLeads />}
        totalOf={found => totalOf(found, filter)}
      >
        {found => {
          const ids = found.items.map(({ id }) => id)
          const total = totalOf(found, filter)
          return (
            <>
              {canWrite && countOf(selection, 1) > 0 && (
                <EnrolBar
                  filter={filter}
                  sequences={sequences}
                  selection={selection}
                  total={total ?? found.total}
                  mayChooseEverybody={
                    areAllChosen(selection, ids) && found.next_cursor !== null && total !== null
                  }
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
                leads={found.items}
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
            </>
          )
        }}
      </PagedList>
    </Page>
  )
}
