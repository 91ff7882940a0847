/** A campaign being written: a new one, or one that has not begun. */
import React, { useCallback, useRef, type FC } from 'react'
import { getCampaign, type Campaign } from '../../../api/campaigns'
import { t } from '../../../text'
import { Page } from '../../navigation/page'
import { campaignPage, CAMPAIGNS, type Step } from '../../navigation/routes'
import { hrefOf } from '../../navigation/use-route'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { Message } from '../../platform/message'
import { useStatus } from '../../platform/panel-context'
import { useResource } from '../../platform/use-resource'
import { CampaignForm } from './form'

const Closed: FC<{ title: string; text: string; id: number | null }> = ({ title, text, id }) => (
  <Page title={title} crumbs={[{ text: t('campaigns.title'), to: CAMPAIGNS }]}>
    <Message icon="lock" heading="h2" title={title} text={text}>
      <a href={hrefOf(id === null ? CAMPAIGNS : campaignPage(id))}>
        {t(id === null ? 'form.toList' : 'form.toCampaign')}
      </a>
    </Message>
  </Page>
)

/** A campaign that has begun is no draft any more; its pace is changed on its own page. */
const isOpen = ({ status, started_at: startedAt }: Campaign): boolean =>
  startedAt === null && (status === 'draft' || status === 'scheduled' || status === 'paused')

interface Props {
  id: number | null
  step: Step
}

const Loaded: FC<Props & { onCreated: (id: number) => void }> = ({ id, step, onCreated }) => {
  const [campaign, refresh] = useResource<Campaign | null>(
    http => (id === null ? Promise.resolve({ kind: 'value', value: null }) : getCampaign(http, id)),
    { key: String(id) }
  )
  // Sent off from here, it has begun: the form leads to its page by itself.
  const sentOff = useRef(false)
  switch (campaign.kind) {
    case 'loading':
      return <Loading instead="page" />
    case 'failed':
      return <FailurePage failure={campaign.failure} onRetry={refresh} />
    case 'ready':
      if (campaign.value && !isOpen(campaign.value) && !sentOff.current) {
        return <Closed title={campaign.value.name} text={t('form.hasBegun')} id={campaign.value.id} />
      }
      return (
        <>
          {campaign.failure && <FailureNotice failure={campaign.failure} onRetry={refresh} />}
          <CampaignForm
            campaign={campaign.value}
            step={step}
            onCreated={onCreated}
            onPeopleChanged={refresh}
            onSendOff={() => {
              sentOff.current = true
            }}
          />
        </>
      )
  }
}

/**
 * The form that creates a campaign goes on with it: were it another form from then on, the cursor would be lost in the
 * middle of a word. So a new campaign's form keeps its place while its address gets the number.
 */
export const CampaignFormScreen: FC<Props> = ({ id, step }) => {
  const status = useStatus()
  const created = useRef<number | null>(null)
  const place = useRef({ id, key: 0 })
  const onCreated = useCallback((madeId: number) => {
    created.current = madeId
  }, [])
  if (id !== place.current.id) {
    const goesOn = place.current.id === null && id === created.current
    place.current = { id, key: place.current.key + (goesOn ? 0 : 1) }
  }
  if (status === null) return <Loading instead="page" />
  if (!status.can_write) return <Closed title={t('readOnly')} text={t('readOnlyText')} id={id} />
  return <Loaded key={place.current.key} id={id} step={step} onCreated={onCreated} />
}
