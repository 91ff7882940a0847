/** One campaign while it runs and afterwards: where it stands, what went wrong, and everybody in it. */
import React, { type FC } from 'react'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { CAMPAIGNS, type Route } from '../../navigation/routes'
import { go, goInstead } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useCanWrite } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { CampaignButtons } from '../actions/buttons'
import { useCampaignActions } from '../actions/use-actions'
import { StatusTag } from '../status-tag'
import { getCampaignAndReport, type CampaignAndReport, type PeopleFilter, type RecipientStatus } from './api'
import { AuditCard } from './audit/card'
import { ErrorsCard } from './errors/card'
import { FactsCard } from './facts'
import { NowCard } from './now/card'
import { OutcomeButtons } from './outcomes/buttons'
import { PEOPLE, PeopleCard } from './people/card'
import { TimelineCard } from './timeline/card'
import { UnconfirmedNotice } from './unconfirmed'

/** The list may be below what is seen: who asks for it by a button further up is led there. */
const showPeople = (): void => {
  const list = document.getElementById(PEOPLE)
  if (list) list.scrollIntoView({ block: 'nearest' })
}

const Known: FC<CampaignAndReport & { filter: PeopleFilter; onChange: () => void }> = ({
  campaign,
  report,
  filter,
  onChange
}) => {
  const canWrite = useCanWrite()
  const address = (people: PeopleFilter): Route => ({ screen: 'campaign', id: campaign.id, people })
  const actions = useCampaignActions(action => (action === 'delete' ? go(CAMPAIGNS) : onChange()))
  const both = { campaign, report }
  /** Back leads to the status before; through what was typed letter by letter it would lead nowhere. */
  const show = (people: PeopleFilter): void =>
    people.status === filter.status && people.code === filter.code
      ? goInstead(address(people))
      : go(address(people))
  const choose = (status: RecipientStatus | null, code: string | null = null): void => {
    show({ ...filter, status, code })
    showPeople()
  }
  return (
    <Page
      title={campaign.name}
      crumbs={[{ text: t('campaigns.title'), to: CAMPAIGNS }]}
      beside={<StatusTag status={campaign.status} />}
      actions={canWrite ? <CampaignButtons campaign={campaign} actions={actions} /> : null}
    >
      {actions.shown}
      <div className="oc-campaign">
        <NowCard {...both} onChange={onChange} />
        <OutcomeButtons
          counts={report.counts}
          chosen={filter.status}
          onChoose={status => choose(status)}
          controls={PEOPLE}
        />
        <UnconfirmedNotice {...both} onChange={onChange} />
        <ErrorsCard {...both} onShow={({ status, code }) => choose(status, code)} onChange={onChange} />
        <TimelineCard timeline={report.timeline} />
        <FactsCard {...both} />
        <AuditCard campaignId={campaign.id} />
        <PeopleCard {...both} filter={filter} onFilter={show} onChange={onChange} />
      </div>
    </Page>
  )
}

export const CampaignScreen: FC<{ id: number; people: PeopleFilter }> = ({ id, people }) => {
  const [both, refresh] = useResource(http => getCampaignAndReport(http, id))
  switch (both.kind) {
    case 'loading':
      return <Loading instead="page" />
    case 'failed':
      return <FailurePage failure={both.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          {both.failure && <FailureNotice failure={both.failure} onRetry={refresh} />}
          <Known {...both.value} filter={people} onChange={refresh} />
        </>
      )
  }
}
