/** A place between two steps: something can be added here, or put down. */
import { useDroppable } from '@dnd-kit/core'
import React, { type FC } from 'react'
import { t } from '../../../text'
import { MenuButton } from '../../platform/menu'
import { typeEntries } from '../builder/step-menu'
import type { Steps } from '../builder/use-steps'
import type { Place } from '../model/tree'
import { placeText } from '../words'
import { canDrop, idOfPlace, type Dragged } from './drag'

interface Props {
  place: Place
  /** Its number from the top. */
  order: number
  steps: Steps
  canWrite: boolean
  dragged: Dragged | null
}

export const Slot: FC<Props> = ({ place, order, steps, canWrite, dragged }) => {
  const { tree } = steps
  const { setNodeRef, isOver } = useDroppable({
    id: idOfPlace(place),
    data: { order },
    disabled: dragged !== null && !canDrop(tree, dragged, place)
  })
  const state = dragged === null ? '' : isOver ? ' oc-slot-over' : ' oc-slot-open'
  return (
    <div ref={setNodeRef} className={`oc-slot${state}`} data-place={idOfPlace(place)}>
      {canWrite && (
        <MenuButton
          icon="plus"
          align="left"
          label={t('sequences.builder.addAt', { place: placeText(tree, place) })}
          entries={typeEntries(type => steps.add(type, place))}
        />
      )}
    </div>
  )
}
