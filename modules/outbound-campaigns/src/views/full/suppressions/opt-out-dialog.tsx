/** Takes somebody off: a lead whose addresses are known, or whoever is typed in. */
import { Button, HTMLSelect, InputGroup, Intent } from '@blueprintjs/core'
import React, { useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import { addOptOut, type OptOutChannel } from '../../api/suppressions'
import { number } from '../../format'
import { counted, t } from '../../text'
import { Dialog, DialogButtons } from '../platform/dialog'
import { FailedOrderNotice } from '../platform/failed-order'
import { Field } from '../platform/field'
import { useOrder } from '../platform/use-order'
import { rowErrorText } from '../upload/error-text'
import { CHANNELS } from './names'
import { channelText } from './words'

interface Who {
  email: string | null
  phone_number: string | null
}

interface Props {
  /** null: it is typed in. */
  who: Who | null
  onClose: () => void
  onDone: () => void
}

interface Typed {
  email: string
  phone_number: string
  channel: OptOutChannel
  source: 'person' | 'operator'
  evidence: string
}

const NOTHING: Typed = { email: '', phone_number: '', channel: 'all', source: 'person', evidence: '' }

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())

export const OptOutDialog: FC<Props> = ({ who, onClose, onDone }) => {
  const order = useOrder()
  const [typed, setTyped] = useState<Typed>(NOTHING)
  const set = (change: Partial<Typed>): void => setTyped({ ...typed, ...change })
  const addresses = who ?? { email: typed.email, phone_number: typed.phone_number }
  const email = given(addresses.email ?? '')
  const phone = given(addresses.phone_number ?? '')

  const wrongIn = (path: string): string | null => {
    const failure = order.failed && order.failed.failure
    if (failure === null || failure.kind !== 'refused') return null
    const objection = failure.objections.find(one => one.path === path)
    return objection ? rowErrorText({ code: objection.code ?? '', message: objection.message }) : null
  }

  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const done = await order.give({
      ask: http =>
        addOptOut(http, {
          ...(email !== undefined && { email }),
          ...(phone !== undefined && { phone_number: phone }),
          channel: typed.channel,
          source: typed.source,
          evidence: given(typed.evidence) ?? null
        }),
      failed: t('suppressions.add.failed'),
      done: ({ added }) => t('suppressions.add.done', counted(added, number))
    })
    if (done) onDone()
  }

  return (
    <Dialog title={t('suppressions.add.title')} onClose={onClose}>
      <form onSubmit={event => void add(event)}>
        {wrongIn('email') === null && wrongIn('phone_number') === null && <FailedOrderNotice order={order} />}
        {who !== null ? (
          <p className="oc-break">{[who.email, who.phone_number].flatMap(one => one ?? []).join(' · ')}</p>
        ) : (
          <>
            <Field id="oc-opt-out-email" label={t('leads.field.email')} error={wrongIn('email')}>
              {field => (
                <InputGroup
                  {...field}
                  type="text"
                  inputMode="email"
                  autoComplete="off"
                  value={typed.email}
                  onChange={(event: ChangeEvent<HTMLInputElement>) =>
                    set({ email: event.currentTarget.value })
                  }
                />
              )}
            </Field>
            <Field
              id="oc-opt-out-phone"
              label={t('leads.field.phone_number')}
              error={wrongIn('phone_number')}
              hint={t('suppressions.add.either')}
            >
              {field => (
                <InputGroup
                  {...field}
                  type="tel"
                  autoComplete="off"
                  value={typed.phone_number}
                  onChange={(event: ChangeEvent<HTMLInputElement>) =>
                    set({ phone_number: event.currentTarget.value })
                  }
                />
              )}
            </Field>
          </>
        )}
        <Field id="oc-opt-out-channel" label={t('suppressions.column.channel')}>
          {field => (
            <HTMLSelect
              {...field}
              fill
              value={typed.channel}
              onChange={event =>
                set({ channel: CHANNELS.find(one => one === event.currentTarget.value) ?? 'all' })
              }
            >
              {CHANNELS.map(channel => (
                <option key={channel} value={channel}>
                  {channelText(channel)}
                </option>
              ))}
            </HTMLSelect>
          )}
        </Field>
        <Field id="oc-opt-out-source" label={t('suppressions.add.who')}>
          {field => (
            <HTMLSelect
              {...field}
              fill
              value={typed.source}
              onChange={event =>
                set({ source: event.currentTarget.value === 'operator' ? 'operator' : 'person' })
              }
            >
              <option value="person">{t('suppressions.add.person')}</option>
              <option value="operator">{t('suppressions.add.operator')}</option>
            </HTMLSelect>
          )}
        </Field>
        <Field
          id="oc-opt-out-evidence"
          label={t('suppressions.column.evidence')}
          hint={t('suppressions.add.evidenceHint')}
        >
          {field => (
            <InputGroup
              {...field}
              autoComplete="off"
              maxLength={500}
              value={typed.evidence}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                set({ evidence: event.currentTarget.value })
              }
            />
          )}
        </Field>
        <DialogButtons onCancel={onClose}>
          <Button
            type="submit"
            intent={Intent.DANGER}
            text={t('suppressions.add.button')}
            loading={order.busy}
            disabled={email === undefined && phone === undefined}
          />
        </DialogButtons>
      </form>
    </Dialog>
  )
}
