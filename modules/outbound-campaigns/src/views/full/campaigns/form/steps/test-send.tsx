/** One message to one's own telephone before everybody's. */
import { Button, Callout, InputGroup, Intent } from '@blueprintjs/core'
import React, { useRef, useState, type ChangeEvent, type FC, type FormEvent } from 'react'
import type { Answer } from '../../../../api/answer'
import { sendTest, type TestSendAnswer } from '../../../../api/preview'
import { t } from '../../../../text'
import { FailureNotice } from '../../../platform/failure'
import { Field } from '../../../platform/field'
import { useBridge } from '../../../platform/panel-context'
import { rowErrorText } from '../../../upload/error-text'
import { checkText } from '../check-text'

const numberProblem = (answer: Answer<TestSendAnswer> | null): string | null => {
  if (answer === null || answer.kind === 'value' || answer.failure.kind !== 'refused') return null
  const objection = answer.failure.objections.find(({ path }) => path === 'to')
  return objection ? rowErrorText({ code: objection.code ?? '', message: objection.message }) : null
}

const Outcome: FC<{ answer: Answer<TestSendAnswer> | null; to: string }> = ({ answer, to }) => {
  if (answer === null || numberProblem(answer) !== null) return null
  if (answer.kind === 'failure') {
    return <FailureNotice failure={answer.failure} title={t('form.test.failed')} />
  }
  const { accepted, reason } = answer.value
  return (
    <Callout className="oc-notice" intent={accepted ? Intent.SUCCESS : Intent.DANGER} role="status">
      {accepted
        ? t('form.test.sent', { to })
        : `${t('form.test.refused')} ${reason ? checkText({ path: '', code: reason.code, message: reason.detail }) : ''}`}
    </Callout>
  )
}

export const TestSend: FC<{ campaignId: number; disabled: boolean; save: () => Promise<boolean> }> = ({
  campaignId,
  disabled,
  save
}) => {
  const bridge = useBridge()
  const [to, setTo] = useState('')
  const [state, setState] = useState<{ busy: boolean; answer: Answer<TestSendAnswer> | null; to: string }>({
    busy: false,
    answer: null,
    to: ''
  })
  const busy = useRef(false)
  const number = to.trim()

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy.current || number === '') return
    busy.current = true
    setState({ busy: true, answer: null, to: number })
    await save()
    const answer = await sendTest(bridge.http(), campaignId, number, 1)
    busy.current = false
    setState({ busy: false, answer, to: number })
  }

  return (
    <form className="oc-test" onSubmit={event => void send(event)}>
      <Field id="oc-test-to" label={t('form.test.label')} error={numberProblem(state.answer)}>
        {field => (
          <div className="oc-side-by-side">
            <InputGroup
              {...field}
              type="tel"
              autoComplete="tel"
              placeholder="4422591631"
              value={to}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setTo(event.currentTarget.value)}
            />
            <Button
              type="submit"
              icon="mobile-phone"
              text={t('form.test.send')}
              loading={state.busy}
              disabled={disabled || number === ''}
            />
          </div>
        )}
      </Field>
      <Outcome answer={state.answer} to={state.to} />
    </form>
  )
}
