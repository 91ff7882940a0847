/** Corrects the row of a person to whom nothing was sent, or takes the person out. What had failed is sent again. */
import { Button, InputGroup, Intent } from '@blueprintjs/core'
import React, { useRef, useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import type { Failure } from '../../../../api/answer'
import type { Campaign } from '../../../../api/campaigns'
import { t } from '../../../../text'
import { Confirm } from '../../../platform/confirm'
import { Field } from '../../../platform/field'
import { rowErrorText } from '../../../upload/error-text'
import { correctRecipient, removeRecipient, type RecipientWithAttempts } from '../api'
import { FailedOrderNotice } from '../../../platform/failed-order'
import { useOrder } from '../../../platform/use-order'
import { correctionOf, type Typed } from './correction'

const numberProblem = (failure: Failure | null): string | null => {
  if (failure === null || failure.kind !== 'refused') return null
  const objection = failure.objections.find(({ path }) => path === 'phone_number')
  if (objection) return rowErrorText({ code: objection.code ?? '', message: objection.message })
  return null
}

interface Props {
  campaign: Campaign
  recipient: RecipientWithAttempts
  onChange: () => void
  onRemoved: () => void
}

export const Mend: FC<Props> = ({ campaign, recipient, onChange, onRemoved }) => {
  const order = useOrder()
  const [typed, setTyped] = useState<Typed>({ phone: null, values: {} })
  const [asking, setAsking] = useState(false)
  const first = useRef<HTMLInputElement | null>(null)
  const correction = correctionOf(recipient, typed)
  const problem = numberProblem(order.failed && order.failed.failure)

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (correction === null) return
    const done = await order.give({
      ask: http => correctRecipient(http, campaign.id, recipient.id, correction),
      failed: t('campaign_page.recipient.notCorrected'),
      done: () => t('campaign_page.recipient.corrected')
    })
    if (done) {
      setTyped({ phone: null, values: {} })
      first.current?.focus()
    }
    onChange()
  }

  const removePerson = async (): Promise<void> => {
    setAsking(false)
    const done = await order.give({
      ask: http => removeRecipient(http, campaign.id, recipient.id),
      failed: t('campaign_page.recipient.notRemoved'),
      done: () => t('campaign_page.recipient.removed', { phone: recipient.phone_number })
    })
    if (done) onRemoved()
    else onChange()
  }

  return (
    <form onSubmit={event => void save(event)}>
      {problem === null && <FailedOrderNotice order={order} />}
      <Field id="oc-mend-phone" label={t('campaign_page.people.number')} error={problem}>
        {field => (
          <InputGroup
            {...field}
            type="tel"
            autoComplete="off"
            inputRef={element => {
              first.current = element
            }}
            value={typed.phone ?? recipient.phone_number}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              setTyped({ ...typed, phone: event.currentTarget.value })
            }
          />
        )}
      </Field>
      {/* The number has a field of its own: its column would be a second one for the same thing. */}
      {Object.entries(recipient.values)
        .filter(([column]) => column !== recipient.phone_column)
        .map(([column, value], index) => (
          <Field key={column} id={`oc-mend-${index}`} label={column}>
            {field => (
              <InputGroup
                {...field}
                autoComplete="off"
                value={typed.values[column] ?? value}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  setTyped({ ...typed, values: { ...typed.values, [column]: event.currentTarget.value } })
                }
              />
            )}
          </Field>
        ))}
      <div className="oc-form-buttons">
        <Button
          type="submit"
          intent={Intent.PRIMARY}
          text={t(
            recipient.status === 'failed'
              ? 'campaign_page.recipient.saveAndSend'
              : 'campaign_page.recipient.save'
          )}
          loading={order.busy}
          disabled={correction === null}
        />
        <Button
          minimal
          icon="trash"
          text={t('campaign_page.recipient.remove')}
          disabled={order.busy}
          onClick={() => setAsking(true)}
        />
      </div>
      {asking && (
        <Confirm
          title={t('campaign_page.recipient.removeQuestion', { phone: recipient.phone_number })}
          text={t('campaign_page.recipient.removeText')}
          yes={t('campaign_page.recipient.remove')}
          no={t('campaign_page.leaveAsIs')}
          onYes={() => void removePerson()}
          onNo={() => setAsking(false)}
        />
      )}
    </form>
  )
}
