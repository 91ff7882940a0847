/** Which step is which. */
import React, { type FC } from 'react'
import type { Step } from '../../../navigation/routes'
import { Loading } from '../../../platform/loading'
import type { StepProps } from '../step-props'
import { MessageStep } from './message-step'
import { PaceStep } from './pace-step'
import { RecipientsStep } from './recipients-step'
import { ReviewStep } from './review-step'
import { ScheduleStep } from './schedule-step'
import { VariablesStep } from './variables-step'

export const FormStep: FC<StepProps & { step: Step; onSendOff: () => void }> = ({
  step,
  onSendOff,
  ...props
}) => {
  if (step === 'message') return <MessageStep {...props} />
  const { campaign } = props.draft
  if (campaign === null) return <Loading />
  const saved = { ...props, campaign }
  switch (step) {
    case 'recipients':
      return <RecipientsStep {...saved} />
    case 'variables':
      return <VariablesStep {...saved} />
    case 'pace':
      return <PaceStep {...saved} />
    case 'schedule':
      return <ScheduleStep {...saved} />
    case 'review':
      return <ReviewStep {...saved} onSendOff={onSendOff} />
  }
}
