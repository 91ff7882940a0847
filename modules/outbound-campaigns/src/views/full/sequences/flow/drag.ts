/**
 * What is dragged and where it can go, as dnd-kit names things: each place between two steps is one where something can
 * be put down. With the mouse it is the place next to the pointer; with the arrow keys one goes from place to place, in
 * the order in which they stand.
 */
import type {
  ClientRect,
  CollisionDetection,
  KeyboardCoordinateGetter,
  UniqueIdentifier
} from '@dnd-kit/core'
import type { StepType } from '../../../api/sequences'
import { STEP_TYPES } from '../model/step'
import { BRANCHES, find, keysOf, lineAt, type Place, type Tree } from '../model/tree'

export type Dragged = { kind: 'step'; key: string } | { kind: 'new'; type: StepType }

export const idOfPlace = ({ parent, branch, index }: Place): string =>
  `place:${parent ?? ''}:${branch ?? ''}:${index}`

export const placeOfId = (id: UniqueIdentifier): Place | null => {
  const [kind, parent, branch, index] = String(id).split(':')
  if (kind !== 'place' || index === undefined) return null
  return {
    parent: parent || null,
    branch: BRANCHES.find(one => one === branch) ?? null,
    index: Number(index)
  }
}

export const idOfStep = (key: string): string => `step:${key}`
export const idOfNew = (type: StepType): string => `new:${type}`

export const draggedOf = (id: UniqueIdentifier): Dragged | null => {
  const [kind, name] = String(id).split(/:(.*)/)
  if (kind === 'step' && name) return { kind: 'step', key: name }
  const type = STEP_TYPES.find(one => one === name)
  return kind === 'new' && type ? { kind: 'new', type } : null
}

/** Anywhere but inside of itself. Where it stands already it may be put down too: then nothing changes. */
export const canDrop = (tree: Tree, dragged: Dragged, place: Place): boolean => {
  if (lineAt(tree, place) === null) return false
  if (dragged.kind === 'new') return true
  const found = find(tree, dragged.key)
  return found !== null && (place.parent === null || !keysOf([found.node]).includes(place.parent))
}

interface Point {
  x: number
  y: number
}

const distance = ({ x, y }: Point, { left, right, top, bottom }: ClientRect): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))

/** With the keyboard there is no pointer: the upper left corner is put where a place is. */
export const nearestPlace: CollisionDetection = ({
  pointerCoordinates,
  collisionRect,
  droppableRects,
  droppableContainers
}) => {
  const point = pointerCoordinates ?? { x: collisionRect.left + 1, y: collisionRect.top + 1 }
  return droppableContainers
    .flatMap(droppableContainer => {
      const rect = droppableRects.get(droppableContainer.id)
      return rect
        ? [{ id: droppableContainer.id, data: { droppableContainer, value: distance(point, rect) } }]
        : []
    })
    .sort((one, other) => one.data.value - other.data.value)
    .slice(0, 1)
}

const BACK = ['ArrowUp', 'ArrowLeft']
const FORTH = ['ArrowDown', 'ArrowRight']

/** The next place, or the one before; at the ends one stays. */
export const nextPlace: KeyboardCoordinateGetter = (event, { context }) => {
  const step = BACK.includes(event.code) ? -1 : FORTH.includes(event.code) ? 1 : 0
  if (step === 0) return undefined
  event.preventDefault()
  const { droppableContainers, droppableRects, over } = context
  const places = droppableContainers
    .getEnabled()
    .flatMap(({ id, data }) => {
      const rect = droppableRects.get(id)
      const order: unknown = data.current?.order
      return rect && typeof order === 'number' ? [{ id, rect, order }] : []
    })
    .sort((one, other) => one.order - other.order)
  const at = places.findIndex(({ id }) => id === over?.id)
  const next = places[Math.min(Math.max(at + step, 0), places.length - 1)]
  return next ? { x: next.rect.left, y: next.rect.top } : undefined
}
