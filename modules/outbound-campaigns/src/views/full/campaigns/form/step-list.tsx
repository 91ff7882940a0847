/** The steps of the form: each can be gone to at any time, once there is a campaign to go on with. */
import { Icon } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { STEPS, type Step } from '../../navigation/routes'
import { hrefOf } from '../../navigation/use-route'

export type StepState = 'open' | 'done' | 'wrong'

interface Props {
  id: number | null
  current: Step
  stateOf(step: Step): StepState
}

const Mark: FC<{ state: StepState; position: number }> = ({ state, position }) => (
  <span className={`oc-step-mark oc-step-${state}`}>
    {state === 'done' ? <Icon icon="small-tick" /> : state === 'wrong' ? '!' : position}
  </span>
)

export const StepList: FC<Props> = ({ id, current, stateOf }) => (
  <nav className="oc-steps" aria-label={t('form.steps')}>
    <ol>
      {STEPS.map((step, index) => {
        const state = stateOf(step)
        const content = (
          <>
            <Mark state={state} position={index + 1} />
            {t(`form.step.${step}` as const)}
            {state === 'wrong' && <span className="oc-unseen">({t('form.stepWrong')})</span>}
            {state === 'done' && <span className="oc-unseen">({t('form.stepDone')})</span>}
          </>
        )
        return (
          <li key={step} data-step={step} data-state={state}>
            {id === null && step !== 'message' ? (
              <span className="oc-step-locked">{content}</span>
            ) : (
              <a
                href={hrefOf(
                  id === null ? { screen: 'new_campaign' } : { screen: 'edit_campaign', id, step }
                )}
                aria-current={step === current ? 'step' : undefined}
              >
                {content}
              </a>
            )}
          </li>
        )
      })}
    </ol>
  </nav>
)
