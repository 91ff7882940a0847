/** One lead: who they are, what they are worth, what is under way, and everything that happened. */
import { AnchorButton, Button } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import { changeLead, getLead, type LeadWithScoring } from '../../../api/leads'
import { t } from '../../../text'
import { LEADS } from '../../navigation/leads-routes'
import { Page } from '../../navigation/page'
import { go, hrefOf } from '../../navigation/use-route'
import { FailedOrderNotice } from '../../platform/failed-order'
import { FailureNotice, FailurePage } from '../../platform/failure'
import { Loading } from '../../platform/loading'
import { useCanWrite } from '../../platform/panel-context'
import { useOrder } from '../../platform/use-order'
import { useResource } from '../../platform/use-resource'
import { OptOutDialog } from '../../suppressions/opt-out-dialog'
import { LeadStatusTag } from '../status-tag'
import { calledBy } from '../words'
import { EnrollmentsCard } from './enrollments'
import { ForgetDialog } from './forget'
import { OptOutsCard } from './opt-outs'
import { ScoreCard } from './score'
import { TimelineCard } from './timeline/card'
import { WhoCard } from './who'

const Known: FC<{ lead: LeadWithScoring; onChange: () => void }> = ({ lead, onChange }) => {
  const canWrite = useCanWrite()
  const order = useOrder()
  const [open, setOpen] = useState<'nothing' | 'opt_out' | 'forget'>('nothing')
  const name = calledBy(lead)
  const close = (): void => setOpen('nothing')

  const setStatus = async (status: 'active' | 'qualified'): Promise<void> => {
    await order.give({
      ask: http => changeLead(http, lead.id, { status }),
      failed: t('leads.notSaved'),
      done: () => t(status === 'qualified' ? 'leads.nowQualified' : 'leads.noLongerQualified', { name })
    })
    onChange()
  }

  const actions = (
    <div className="oc-side-by-side">
      <AnchorButton icon="edit" text={t('leads.edit')} href={hrefOf({ screen: 'edit_lead', id: lead.id })} />
      {lead.status !== 'opted_out' && (
        <Button
          icon={lead.status === 'qualified' ? 'star-empty' : 'star'}
          text={t(lead.status === 'qualified' ? 'leads.unqualify' : 'leads.qualify')}
          disabled={order.busy}
          onClick={() => void setStatus(lead.status === 'qualified' ? 'active' : 'qualified')}
        />
      )}
      {(lead.email !== null || lead.phone_number !== null) && (
        <Button icon="disable" text={t('leads.optOut.button')} onClick={() => setOpen('opt_out')} />
      )}
      <Button icon="trash" text={t('leads.forget.button')} onClick={() => setOpen('forget')} />
    </div>
  )

  return (
    <Page
      title={name}
      crumbs={[{ text: t('leads.title'), to: LEADS }]}
      beside={<LeadStatusTag status={lead.status} />}
      actions={canWrite ? actions : null}
    >
      <FailedOrderNotice order={order} />
      <div className="oc-columns">
        <WhoCard lead={lead} />
        <div className="oc-stack">
          <ScoreCard lead={lead} />
          <OptOutsCard lead={lead} onChange={onChange} />
        </div>
      </div>
      <div className="oc-stack">
        <EnrollmentsCard lead={lead} onChange={onChange} />
        <TimelineCard id={lead.id} />
      </div>
      {open === 'opt_out' && (
        <OptOutDialog
          who={{ email: lead.email, phone_number: lead.phone_number }}
          onClose={close}
          onDone={() => {
            close()
            onChange()
          }}
        />
      )}
      {open === 'forget' && <ForgetDialog lead={lead} onClose={close} onDone={() => go(LEADS)} />}
    </Page>
  )
}

export const LeadScreen: FC<{ id: number }> = ({ id }) => {
  const [lead, refresh] = useResource(http => getLead(http, id), { key: String(id) })
  switch (lead.kind) {
    case 'loading':
      return <Loading instead="page" />
    case 'failed':
      return <FailurePage failure={lead.failure} onRetry={refresh} />
    case 'ready':
      return (
        <>
          {lead.failure && <FailureNotice failure={lead.failure} onRetry={refresh} />}
          <Known lead={lead.value} onChange={refresh} />
        </>
      )
  }
}
