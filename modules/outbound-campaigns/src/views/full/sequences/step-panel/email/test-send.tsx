/** The mail as it is written here, saved or not, to one's own address. */
import { Button, Callout, InputGroup, Intent } from '@blueprintjs/core'
import React, { useRef, useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import type { Answer } from '../../../../api/answer'
import { sendTestOf, type TestAnswer } from '../../../../api/simulate'
import { t } from '../../../../text'
import { reasonText } from '../../../channels/reason'
import { FailureNotice } from '../../../platform/failure'
import { Field } from '../../../platform/field'
import { useBridge } from '../../../platform/panel-context'
import { rowErrorText } from '../../../upload/error-text'
import type { BodyOf } from '../../model/step'
import { useScope } from '../../simulate/scope'
import { meantBy } from './meant'

const addressProblem = (answer: Answer<TestAnswer> | null): string | null => {
  if (answer === null || answer.kind === 'value' || answer.failure.kind !== 'refused') return null
  const objection = answer.failure.objections.find(({ path }) => path === 'to')
  return objection ? rowErrorText({ code: objection.code ?? '', message: objection.message }, 'leads') : null
}

const Outcome: FC<{ answer: Answer<TestAnswer>; to: string }> = ({ answer, to }) => {
  if (addressProblem(answer) !== null) return null
  if (answer.kind === 'failure')
    return <FailureNotice failure={answer.failure} title={t('mailPreview.testFailed')} />
  const { accepted, reason } = answer.value
  return (
    <Callout
      className="oc-notice"
      intent={accepted ? Intent.SUCCESS : Intent.DANGER}
      role="status"
      data-test-sent={accepted}
    >
      {accepted
        ? t('mailPreview.testSent', { to })
        : `${t('mailPreview.testFailed')}. ${reason ? reasonText(reason).text : ''}`}
    </Callout>
  )
}

export const TestSend: FC<{ step: BodyOf<'email'>; disabled: boolean }> = ({ step, disabled }) => {
  const bridge = useBridge()
  const { sequenceId, looked } = useScope()
  const [to, setTo] = useState('')
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState<{ answer: Answer<TestAnswer>; to: string } | null>(null)
  const underWay = useRef(false)
  const address = to.trim()

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (underWay.current || address === '') return
    underWay.current = true
    setBusy(true)
    setSent(null)
    const answer = await sendTestOf(bridge.http(), meantBy(sequenceId, step, looked), address)
    underWay.current = false
    setBusy(false)
    setSent({ answer, to: address })
  }

  return (
    <form noValidate className="oc-test" data-test-send onSubmit={event => void send(event)}>
      <Field id="oc-mail-test-to" label={t('mailPreview.test')} error={addressProblem(sent && sent.answer)}>
        {field => (
          <div className="oc-side-by-side">
            <InputGroup
              {...field}
              type="email"
              autoComplete="email"
              value={to}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setTo(event.currentTarget.value)}
            />
            <Button
              type="submit"
              icon="send-message"
              text={t('mailPreview.send')}
              loading={busy}
              disabled={disabled || address === ''}
            />
          </div>
        )}
      </Field>
      {sent && <Outcome answer={sent.answer} to={sent.to} />}
    </form>
  )
}
