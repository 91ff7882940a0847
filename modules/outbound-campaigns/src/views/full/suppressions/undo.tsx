/** Takes back an opt-out that was a mistake. Why is asked, because it is kept. */
import { Button, InputGroup, Intent } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import { removeOptOut, type OptOut } from '../../api/suppressions'
import { t } from '../../text'
import { Dialog, DialogButtons } from '../platform/dialog'
import { FailedOrderNotice } from '../platform/failed-order'
import { Field } from '../platform/field'
import { useOrder } from '../platform/use-order'
import { CHANNELS } from './names'
import { addressOf, channelText } from './words'

const SHORTEST = 3

interface Props {
  optOut: OptOut
  onClose: () => void
  onDone: () => void
}

export const UndoDialog: FC<Props> = ({ optOut, onClose, onDone }) => {
  const order = useOrder()
  const [reason, setReason] = useState('')
  const who = addressOf(optOut)
  const undo = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const done = await order.give({
      ask: http =>
        removeOptOut(http, {
          ...(optOut.email !== null && { email: optOut.email }),
          ...(optOut.phone_number !== null && { phone_number: optOut.phone_number }),
          channel: CHANNELS.find(channel => channel === optOut.channel),
          reason: reason.trim()
        }),
      failed: t('suppressions.undo.failed', { who }),
      done: () => t('suppressions.undo.done', { who })
    })
    if (done) onDone()
  }
  return (
    <Dialog title={t('suppressions.undo.title', { who })} onClose={onClose}>
      <form onSubmit={event => void undo(event)}>
        <FailedOrderNotice order={order} />
        <p>
          {t(optOut.channel === 'all' ? 'suppressions.undo.textAll' : 'suppressions.undo.text', {
            channel: channelText(optOut.channel)
          })}
        </p>
        <Field
          id="oc-undo-reason"
          label={t('suppressions.undo.reason')}
          hint={t('suppressions.undo.reasonHint')}
        >
          {field => (
            <InputGroup
              {...field}
              autoComplete="off"
              maxLength={500}
              value={reason}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <DialogButtons onCancel={onClose}>
          <Button
            type="submit"
            intent={Intent.PRIMARY}
            text={t('suppressions.undo.button')}
            loading={order.busy}
            disabled={reason.trim().length < SHORTEST}
          />
        </DialogButtons>
      </form>
    </Dialog>
  )
}
