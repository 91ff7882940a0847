/** The kinds of steps, to be dragged to where they belong; a click puts one behind the step that is open, or at the end. */
import { Icon } from '@blueprintjs/core'
import { useDraggable } from '@dnd-kit/core'
import React, { type FC } from 'react'
import type { StepType } from '../../../api/sequences'
import { t } from '../../../text'
import { ICONS } from '../icons'
import { STEP_TYPES } from '../model/step'
import { typeName } from '../words'
import { idOfNew } from './drag'

const Kind: FC<{ type: StepType; onAdd: (type: StepType) => void }> = ({ type, onAdd }) => {
  const { setNodeRef, listeners } = useDraggable({ id: idOfNew(type) })
  const onPointerDown = listeners?.onPointerDown
  return (
    <button
      type="button"
      ref={setNodeRef}
      className={`oc-palette-kind oc-step-${type}`}
      aria-label={t('sequences.builder.add', { type: typeName(type) })}
      data-add={type}
      onPointerDown={event => {
        onPointerDown?.(event)
      }}
      onClick={() => onAdd(type)}
    >
      <Icon icon={ICONS[type]} iconSize={14} />
      {typeName(type)}
    </button>
  )
}

export const Palette: FC<{ onAdd: (type: StepType) => void }> = ({ onAdd }) => (
  <div className="oc-palette" role="group" aria-label={t('sequences.flow.palette')}>
    <span className="oc-small oc-muted">{t('sequences.flow.paletteHint')}</span>
    <div className="oc-palette-kinds">
      {STEP_TYPES.map(type => (
        <Kind key={type} type={type} onAdd={onAdd} />
      ))}
    </div>
  </div>
)
