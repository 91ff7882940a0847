/** The sequence from top to bottom with its branches side by side: steps are dragged to where they belong. */
import { Icon } from '@blueprintjs/core'
import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MeasuringStrategy,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type UniqueIdentifier
} from '@dnd-kit/core'
import React, { useState, type FC } from 'react'
import { t } from '../../../text'
import { focusStep, type Steps } from '../builder/use-steps'
import { ICONS } from '../icons'
import type { Problem } from '../model/problems'
import { find, placesOf, type Tree } from '../model/tree'
import { nameOf, placeText, titleOf, typeName } from '../words'
import { canDrop, draggedOf, idOfPlace, nearestPlace, nextPlace, placeOfId, type Dragged } from './drag'
import { FlowLine } from './line'
import { Palette } from './palette'

interface Props {
  steps: Steps
  problems: readonly Problem[]
  canWrite: boolean
}

/** So far the pointer has to go before a click is a dragging. */
const BEGINS_PX = 6

const nameOfDragged = (id: UniqueIdentifier, tree: Tree): string => {
  const dragged = draggedOf(id)
  if (dragged === null) return ''
  if (dragged.kind === 'new') return typeName(dragged.type)
  const found = find(tree, dragged.key)
  return found ? nameOf(found.node.step, tree) : ''
}

const saidOf = (tree: Tree): Announcements => {
  const place = (id: UniqueIdentifier | undefined): string | null => {
    const found = id === undefined ? null : placeOfId(id)
    return found && placeText(tree, found)
  }
  return {
    onDragStart: ({ active }) => t('sequences.flow.taken', { step: nameOfDragged(active.id, tree) }),
    onDragOver({ over }) {
      const where = place(over?.id)
      return where === null ? undefined : t('sequences.flow.over', { place: where })
    },
    // What became of it says the step's own announcement.
    onDragEnd: () => undefined,
    onDragCancel: ({ active }) => t('sequences.flow.calledOff', { step: nameOfDragged(active.id, tree) })
  }
}

const Ghost: FC<{ dragged: Dragged; tree: Tree }> = ({ dragged, tree }) => {
  const found = dragged.kind === 'step' ? find(tree, dragged.key) : null
  const type = dragged.kind === 'new' ? dragged.type : found?.node.step.type
  if (type === undefined) return null
  return (
    <div className="oc-flow-ghost">
      <Icon icon={ICONS[type]} iconSize={14} />
      {found ? titleOf(found.node.step, tree) : typeName(type)}
    </div>
  )
}

export const Flow: FC<Props> = ({ steps, problems, canWrite }) => {
  const { tree } = steps
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: BEGINS_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: nextPlace })
  )
  const orders = new Map(placesOf(tree).map((place, order) => [idOfPlace(place), order]))

  const drop = ({ active, over, activatorEvent }: DragEndEvent): void => {
    const what = draggedOf(active.id)
    const place = over && placeOfId(over.id)
    setDragged(null)
    if (!what || !place || !canDrop(tree, what, place)) return
    if (what.kind === 'new') {
      steps.add(what.type, place)
      return
    }
    steps.moveTo(what.key, place)
    if (activatorEvent instanceof KeyboardEvent) focusHandle(what.key)
    else focusStep(what.key)
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearestPlace}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{
        announcements: saidOf(tree),
        screenReaderInstructions: { draggable: t('sequences.flow.instructions') },
        restoreFocus: false
      }}
      onDragStart={({ active }) => setDragged(draggedOf(active.id))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
    >
      {canWrite && <Palette onAdd={steps.addNext} />}
      <div className={dragged === null ? 'oc-flow' : 'oc-flow oc-flow-dragging'} data-flow>
        <div className="oc-flow-mark">{t('sequences.flow.begins')}</div>
        <FlowLine
          line={tree}
          parent={null}
          branch={null}
          label={t('sequences.builder.steps')}
          steps={steps}
          problems={problems}
          canWrite={canWrite}
          dragged={dragged}
          orders={orders}
        />
        <div className="oc-flow-mark">{t('sequences.flow.end')}</div>
      </div>
      <DragOverlay dropAnimation={null}>{dragged && <Ghost dragged={dragged} tree={tree} />}</DragOverlay>
    </DndContext>
  )
}

const focusHandle = (key: string): void => {
  requestAnimationFrame(() => {
    const handle = document.querySelector(`.oc-panel [data-handle="${key}"]`)
    if (handle instanceof HTMLElement) handle.focus()
  })
}
