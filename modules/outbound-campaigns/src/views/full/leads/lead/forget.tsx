/** Before somebody is forgotten: what is lost, and what stays. */
import { Button, Intent } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { forgetLead, type Lead } from '../../../api/leads'
import { t } from '../../../text'
import { Dialog, DialogButtons } from '../../platform/dialog'
import { FailedOrderNotice } from '../../platform/failed-order'
import { useOrder } from '../../platform/use-order'
import { calledBy } from '../words'

const LOST = ['data', 'messages', 'sequences', 'replies'] as const
const STAYS = ['counts', 'optOut', 'elsewhere'] as const

interface Props {
  lead: Lead
  onClose: () => void
  onDone: () => void
}

export const ForgetDialog: FC<Props> = ({ lead, onClose, onDone }) => {
  const order = useOrder()
  const name = calledBy(lead)
  const forget = async (): Promise<void> => {
    const done = await order.give({
      ask: http => forgetLead(http, lead.id),
      failed: t('leads.forget.failed'),
      done: () => t('leads.forget.done')
    })
    if (done) onDone()
  }
  return (
    <Dialog title={t('leads.forget.question', { name })} onClose={onClose}>
      <FailedOrderNotice order={order} />
      <h3>{t('leads.forget.lostTitle')}</h3>
      <ul>
        {LOST.map(what => (
          <li key={what}>{t(`leads.forget.lost.${what}` as const)}</li>
        ))}
      </ul>
      <h3>{t('leads.forget.staysTitle')}</h3>
      <ul>
        {STAYS.map(what => (
          <li key={what}>{t(`leads.forget.stays.${what}` as const)}</li>
        ))}
      </ul>
      <DialogButtons onCancel={onClose}>
        <Button
          intent={Intent.DANGER}
          text={t('leads.forget.button')}
          loading={order.busy}
          onClick={() => void forget()}
        />
      </DialogButtons>
    </Dialog>
  )
}
