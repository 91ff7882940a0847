/**
 * The settings of the step that is open, beside the steps. The focus goes to its heading, or to the field that is to be
 * mended; Escape goes back to the step.
 */
import { Button, Callout, Intent } from '@blueprintjs/core'
import React, { useLayoutEffect, useRef, type FC, type KeyboardEvent } from 'react'
import type { StepType } from '../../../api/sequences'
import { number } from '../../../format'
import { t } from '../../../text'
import { focusStep, type Steps } from '../builder/use-steps'
import { isFirst } from '../builder/step-text'
import { problemAt, problemsOf, type Problem } from '../model/problems'
import type { BodyOf, Config, StepBody } from '../model/step'
import { numberOf, problemText, typeName } from '../words'
import { ConditionPart } from './condition-part'
import { EmailPart } from './email/part'
import { LengthFields } from './length-fields'
import { fieldId, type PartProps } from './part-props'
import { TaskPart } from './task-part'
import { WebhookPart } from './webhook-part'
import { WhatsAppPart } from './whatsapp-part'

interface Props {
  step: StepBody
  steps: Steps
  problems: readonly Problem[]
  warnings: readonly Problem[]
  custom: readonly string[]
  canWrite: boolean
  /** The field that is wanted, and a number that grows with each wish. */
  wanted: { field: string | null; times: number }
}

const useFocus = (key: string, wanted: Props['wanted']) => {
  const heading = useRef<HTMLHeadingElement>(null)
  // Before anybody can press a key in the panel: later, the focus would be taken from the field they are in by then.
  useLayoutEffect(() => {
    const field = wanted.field === null ? null : document.getElementById(fieldId(wanted.field))
    // A field that is a group of its own is led to by its first one.
    const element = field ?? heading.current
    if (element) {
      element.focus()
      element.scrollIntoView({ block: 'nearest' })
    }
  }, [key, wanted])
  return heading
}

type Shared = Omit<PartProps<StepType>, 'step' | 'onChange'>

const Part: FC<{ step: StepBody; steps: Steps; shared: Shared }> = ({ step, steps, shared }) => {
  /** What is changed of the settings; the step is looked for anew, as others may have changed it meanwhile. */
  const changeOf =
    <Type extends StepType>(of: BodyOf<Type>) =>
    (change: Partial<Config<Type>>, field: string): void =>
      steps.change(
        of.key,
        now => (now.type === of.type ? ({ ...now, config: { ...now.config, ...change } } as StepBody) : now),
        field
      )
  switch (step.type) {
    case 'email':
      return <EmailPart {...shared} step={step} onChange={changeOf<'email'>(step)} />
    case 'whatsapp':
      return <WhatsAppPart {...shared} step={step} onChange={changeOf<'whatsapp'>(step)} />
    case 'task':
      return <TaskPart {...shared} step={step} onChange={changeOf<'task'>(step)} />
    case 'condition':
      return <ConditionPart {...shared} step={step} onChange={changeOf<'condition'>(step)} />
    case 'webhook':
      return <WebhookPart {...shared} step={step} onChange={changeOf<'webhook'>(step)} />
    case 'wait':
      return null
  }
}

/** Of fields that the panel has none of: said on top. */
const elsewhere = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ field }) => !/^(delay_|config\.)/.test(field))

export const StepPanel: FC<Props> = ({ step, steps, problems, warnings, custom, canWrite, wanted }) => {
  const { tree } = steps
  const heading = useFocus(step.key, wanted)
  const own = problemsOf(problems, step.key)
  const close = (): void => {
    steps.select(null)
    focusStep(step.key)
  }
  const errorOf = (field: string): string | null => {
    const problem = problemAt(own, field)
    return problem && problemText(problem)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close()
  }
  return (
    <aside
      className="oc-step-panel"
      aria-labelledby="oc-step-panel-title"
      data-panel={step.type}
      onKeyDown={onKey}
    >
      <div className="oc-step-panel-head">
        <h2 id="oc-step-panel-title" ref={heading} tabIndex={-1}>
          {t('sequences.numbered', { n: number(numberOf(tree, step.key)), type: typeName(step.type) })}
        </h2>
        <Button minimal icon="cross" aria-label={t('sequences.panel.close')} onClick={close} />
      </div>
      <div className="oc-step-panel-body">
        {elsewhere(own).map(problem => (
          <Callout key={problem.field} className="oc-notice" intent={Intent.DANGER}>
            {problemText(problem)}
          </Callout>
        ))}
        {problemsOf(warnings, step.key).map(warning => (
          <Callout key={`${warning.field} ${warning.code}`} className="oc-notice" intent={Intent.WARNING}>
            {problemText(warning)}
          </Callout>
        ))}
        <LengthFields
          label={t(
            step.type === 'wait'
              ? 'sequences.panel.waits'
              : isFirst(tree, step.key)
                ? 'sequences.panel.afterStart'
                : 'sequences.panel.afterStep'
          )}
          fields={['delay_days', 'delay_hours']}
          days={step.delay_days}
          hours={step.delay_hours}
          canWrite={canWrite}
          onChange={({ days, hours }) =>
            steps.change(step.key, now => ({ ...now, delay_days: days, delay_hours: hours }), 'delay')
          }
        />
        <Part key={step.key} step={step} steps={steps} shared={{ tree, custom, canWrite, errorOf }} />
        {canWrite && (
          <div className="oc-step-panel-foot">
            <Button
              icon="duplicate"
              text={t('sequences.menu.duplicate')}
              onClick={() => steps.double(step.key)}
            />
            <Button icon="trash" text={t('sequences.panel.delete')} onClick={() => steps.remove(step.key)} />
          </div>
        )}
      </div>
    </aside>
  )
}
