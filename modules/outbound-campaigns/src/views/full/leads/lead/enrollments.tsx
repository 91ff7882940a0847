/** Which sequences somebody is or was in, where they stand there, and what is done about it. */
import { Button, Card, Intent } from '@blueprintjs/core'
import React, { useState, type FC } from 'react'
import {
  enrollLead,
  getEnrollments,
  setEnrollmentStatus,
  type Enrollment,
  type EnrollmentOrder,
  type Lead
} from '../../../api/leads'
import { moment, number } from '../../../format'
import { counted, t } from '../../../text'
import { Confirm } from '../../platform/confirm'
import { FailedOrderNotice } from '../../platform/failed-order'
import { FailureNotice } from '../../platform/failure'
import { useCanWrite } from '../../platform/panel-context'
import { useOrder, type Order } from '../../platform/use-order'
import { useResource } from '../../platform/use-resource'
import { SequenceSelect, useSequenceNames } from '../sequence-select'
import { EnrollmentStatusTag } from './enrollment-tag'
import { reasonText, waitsText } from './enrollment-text'

const isIn = ({ status }: Enrollment): boolean => status === 'active' || status === 'paused'

/** What there was none of is not said, but for the mails: somebody in a sequence is written to. */
const Sent: FC<{ enrollment: Enrollment }> = ({ enrollment }) => {
  const { emails_sent: mails, whatsapps_sent: whatsapps } = enrollment
  const parts = [
    ...(mails > 0 || whatsapps === 0 ? [t('leads.enrollment.sent', counted(mails, number))] : []),
    ...(whatsapps > 0 ? [t('leads.enrollment.whatsapps', { n: number(whatsapps) })] : []),
    ...(['opened', 'clicked', 'replied'] as const)
      .filter(what => enrollment[what] > 0)
      .map(what => t(`leads.enrollment.${what}` as const, counted(enrollment[what], number)))
  ]
  return <>{parts.join(' · ')}</>
}

const Standing: FC<{ enrollment: Enrollment }> = ({ enrollment }) => {
  const reason = reasonText(enrollment)
  const waits = waitsText(enrollment)
  return (
    <>
      <EnrollmentStatusTag status={enrollment.status} />
      {reason !== '' && <div className="oc-small oc-muted">{reason}</div>}
      {waits !== '' && <div className="oc-small oc-muted">{waits}</div>}
      {enrollment.ended_at !== null && (
        <div className="oc-small oc-muted">
          {t('campaigns.next.ended', { at: moment(enrollment.ended_at) })}
        </div>
      )}
    </>
  )
}

interface RowProps {
  enrollment: Enrollment
  canWrite: boolean
  busy: boolean
  onOrder: (order: EnrollmentOrder) => void
}

const Buttons: FC<Omit<RowProps, 'canWrite'>> = ({ enrollment, busy, onOrder }) => {
  const name = enrollment.template_name
  const action = enrollment.status === 'paused' ? 'resume' : 'pause'
  return (
    <div className="oc-actions">
      <Button
        small
        minimal
        icon={action === 'pause' ? 'pause' : 'play'}
        text={t(`campaigns.action.${action}` as const)}
        aria-label={t('campaigns.actionOn', { action: t(`campaigns.action.${action}` as const), name })}
        disabled={busy}
        onClick={() => onOrder(action === 'pause' ? 'paused' : 'active')}
      />
      <Button
        small
        minimal
        icon="stop"
        text={t('leads.enrollment.stop')}
        aria-label={t('campaigns.actionOn', { action: t('leads.enrollment.stop'), name })}
        disabled={busy}
        onClick={() => onOrder('stopped')}
      />
    </div>
  )
}

const Row: FC<RowProps> = ({ enrollment, canWrite, ...rest }) => (
  <tr data-enrollment={enrollment.status}>
    <th scope="row">
      <span className="oc-strong">{enrollment.template_name}</span>
      <div className="oc-small oc-muted">
        {t('leads.enrollment.since', { at: moment(enrollment.started_at) })}
      </div>
    </th>
    <td>
      <Standing enrollment={enrollment} />
    </td>
    <td>
      {t('leads.enrollment.step', {
        n: number(enrollment.current_step),
        total: number(enrollment.total_steps)
      })}
      <div className="oc-small oc-muted">
        <Sent enrollment={enrollment} />
      </div>
    </td>
    {canWrite && <td>{isIn(enrollment) && <Buttons enrollment={enrollment} {...rest} />}</td>}
  </tr>
)

const Enrol: FC<{ lead: Lead; order: Order; onDone: () => void }> = ({ lead, order, onDone }) => {
  const sequences = useSequenceNames()
  const [chosen, setChosen] = useState<number | null>(null)
  const sequence = sequences.find(({ id }) => id === chosen)
  const enrol = async (): Promise<void> => {
    if (!sequence) return
    const done = await order.give({
      ask: http => enrollLead(http, sequence.id, lead.id),
      failed: t('leads.enrol.failed', { name: sequence.name }),
      done: () => t('leads.enrol.doneOne', { name: sequence.name })
    })
    if (done) setChosen(null)
    onDone()
  }
  return (
    <div className="oc-side-by-side">
      <SequenceSelect
        label={t('leads.enrol.into')}
        none={t('leads.enrol.choose')}
        sequences={sequences}
        value={chosen}
        onChange={setChosen}
      />
      <Button
        intent={Intent.PRIMARY}
        text={t('leads.enrol.button')}
        loading={order.busy}
        disabled={!sequence}
        onClick={() => void enrol()}
      />
    </div>
  )
}

export const EnrollmentsCard: FC<{ lead: Lead; onChange: () => void }> = ({ lead, onChange }) => {
  const canWrite = useCanWrite()
  const order = useOrder()
  const [enrollments, refresh] = useResource(http => getEnrollments(http, lead.id), { key: String(lead.id) })
  const [stopping, setStopping] = useState<Enrollment | null>(null)
  const changed = (): void => {
    refresh()
    onChange()
  }

  const set = async ({ id, template_name: name }: Enrollment, status: EnrollmentOrder): Promise<void> => {
    setStopping(null)
    await order.give({
      ask: http => setEnrollmentStatus(http, id, status),
      failed: t('leads.enrollment.failed', { name }),
      done: () => t(`leads.enrollment.done.${status}` as const, { name })
    })
    changed()
  }

  const content = () => {
    if (enrollments.kind === 'loading') return <p role="status">{t('loading')}</p>
    if (enrollments.kind === 'failed')
      return <FailureNotice failure={enrollments.failure} onRetry={refresh} />
    const { items } = enrollments.value
    if (items.length === 0) return <p className="oc-muted">{t('leads.enrollment.none')}</p>
    return (
      <table className="oc-table oc-enrollments">
        <thead>
          <tr>
            <th scope="col">{t('leads.enrollment.sequence')}</th>
            <th scope="col">{t('leads.column.status')}</th>
            <th scope="col">{t('leads.enrollment.progress')}</th>
            {canWrite && <th scope="col">{t('campaigns.column.actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map(one => (
            <Row
              key={one.id}
              enrollment={one}
              canWrite={canWrite}
              busy={order.busy}
              onOrder={status => (status === 'stopped' ? setStopping(one) : void set(one, status))}
            />
          ))}
        </tbody>
      </table>
    )
  }

  return (
    <Card className="oc-card" data-card="enrollments">
      <div className="oc-card-head">
        <h2>{t('leads.column.sequences')}</h2>
        {canWrite && lead.status !== 'opted_out' && <Enrol lead={lead} order={order} onDone={changed} />}
      </div>
      <FailedOrderNotice order={order} />
      {content()}
      {stopping && (
        <Confirm
          title={t('leads.enrollment.stopQuestion', { name: stopping.template_name })}
          text={t('leads.enrollment.stopText')}
          yes={t('leads.enrollment.stop')}
          no={t('campaign_page.leaveAsIs')}
          onYes={() => void set(stopping, 'stopped')}
          onNo={() => setStopping(null)}
        />
      )}
    </Card>
  )
}
