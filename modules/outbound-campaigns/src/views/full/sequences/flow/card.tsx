/** A step in the flow. It is dragged by any part of it with the mouse, and by its handle with the keyboard. */
import { Icon } from '@blueprintjs/core'
import { useDraggable } from '@dnd-kit/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { StepMenu } from '../builder/step-menu'
import { StepText } from '../builder/step-text'
import type { Steps } from '../builder/use-steps'
import type { Problem } from '../model/problems'
import type { StepBody } from '../model/step'
import { nameOf } from '../words'
import { idOfStep } from './drag'

interface Props {
  step: StepBody
  steps: Steps
  problems: readonly Problem[]
  canWrite: boolean
}

export const StepCard: FC<Props> = ({ step, steps, problems, canWrite }) => {
  const { tree, selected } = steps
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: idOfStep(step.key),
    disabled: !canWrite
  })
  const { onPointerDown, onKeyDown } = listeners ?? {}
  const classes = [
    'oc-flow-card',
    ...(step.key === selected ? ['oc-chosen'] : []),
    ...(isDragging ? ['oc-flow-dragged'] : [])
  ]
  return (
    <div
      ref={setNodeRef}
      className={classes.join(' ')}
      data-step={step.key}
      data-type={step.type}
      onPointerDown={event => {
        onPointerDown?.(event)
      }}
    >
      {canWrite && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          className="oc-handle"
          aria-label={t('sequences.flow.handle', { step: nameOf(step, tree) })}
          aria-describedby={attributes['aria-describedby']}
          title={t('sequences.flow.drag')}
          data-handle={step.key}
          onKeyDown={event => {
            onKeyDown?.(event)
          }}
        >
          <Icon icon="drag-handle-vertical" iconSize={16} />
        </button>
      )}
      <button
        type="button"
        className="oc-open-step"
        data-open={step.key}
        aria-current={step.key === selected ? 'step' : undefined}
        onClick={() => steps.select(step.key)}
      >
        <StepText step={step} tree={tree} problems={problems} />
      </button>
      {canWrite && (
        // A click on the menu begins no dragging.
        <span onPointerDown={event => event.stopPropagation()}>
          <StepMenu step={step} steps={steps} />
        </span>
      )}
    </div>
  )
}
