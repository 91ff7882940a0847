/**
 * What can be done with steps, whichever way it is asked for: by a button, a menu, the keyboard or by dragging. Each says
 * what was done, for whoever does not see it, and where the focus goes.
 */
import type { Branch, StepType } from '../../../api/sequences'
import { t } from '../../../text'
import { useAnnounce } from '../../platform/announce'
import type { Draft } from '../model/draft'
import { newKey, newStep, type StepBody } from '../model/step'
import {
  canMove,
  duplicate,
  endOf,
  find,
  insert,
  keysOf,
  leaf,
  listOf,
  move,
  placeDown,
  placeUp,
  remove,
  withStep,
  type Place,
  type Tree
} from '../model/tree'
import { nameOf, placeText } from '../words'
import type { DraftState } from './use-draft'

export interface Steps {
  tree: Tree
  selected: string | null
  /** `field`: where the focus is wanted; else at the panel's heading. */
  select(key: string | null, field?: string): void
  add(type: StepType, place: Place): void
  /** Behind the step that is open, else at the end. */
  addNext(type: StepType): void
  moveTo(key: string, place: Place): void
  up(key: string): void
  down(key: string): void
  into(key: string, condition: string, branch: Branch): void
  double(key: string): void
  remove(key: string): void
  change(key: string, change: (step: StepBody) => StepBody, group: string): void
}

/** The card or the line of a step: what the focus goes back to. */
export const focusStep = (key: string): void => {
  // It may have moved, or may only be there with the next drawing.
  requestAnimationFrame(() => {
    const element = document.querySelector(`.oc-panel [data-open="${key}"]`)
    if (element instanceof HTMLElement) element.focus()
  })
}

const focusAdd = (): void => {
  requestAnimationFrame(() => {
    const element = document.querySelector('.oc-panel [data-menu="add"], .oc-panel [data-add]')
    if (element instanceof HTMLElement) element.focus()
  })
}

export const useSteps = (
  { draft, base, edit }: DraftState,
  selected: string | null,
  select: Steps['select']
): Steps => {
  const announce = useAnnounce()
  const tree = draft.steps
  const withTree = (change: (tree: Tree) => Tree, group?: string): void =>
    edit((before: Draft) => {
      const steps = change(before.steps)
      return steps === before.steps ? before : { ...before, steps }
    }, group)

  const takenKeys = (): Set<string> => new Set([...keysOf(tree), ...base.steps.map(({ key }) => key)])

  const moveTo = (key: string, place: Place): void => {
    const node = find(tree, key)
    if (!node || !canMove(tree, key, place)) return
    const moved = move(tree, key, place)
    const there = find(moved, key)
    withTree(() => moved)
    if (there)
      announce(
        t('sequences.builder.moved', {
          step: nameOf(node.node.step, moved),
          place: placeText(moved, there.place)
        })
      )
  }

  const add = (type: StepType, place: Place): void => {
    const step = newStep(type, newKey(type, takenKeys()))
    const grown = insert(tree, place, leaf(step))
    withTree(() => grown)
    announce(t('sequences.builder.added', { step: nameOf(step, grown), place: placeText(grown, place) }))
    select(step.key)
  }

  const moveBy = (key: string, place: Place | null): void => {
    if (place === null) return
    moveTo(key, place)
    focusStep(key)
  }

  return {
    tree,
    selected,
    select,
    add,
    addNext: type => {
      const open = selected === null ? null : find(tree, selected)
      add(
        type,
        open
          ? { ...open.place, index: open.place.index + 1 }
          : { parent: null, branch: null, index: tree.length }
      )
    },
    moveTo,
    up: key => moveBy(key, placeUp(tree, key)),
    down: key => moveBy(key, placeDown(tree, key)),
    into: (key, condition, branch) => moveBy(key, endOf(tree, condition, branch)),
    double: key => {
      const copied = duplicate(tree, key, (step, taken) =>
        newKey(step.type, new Set([...taken, ...takenKeys()]))
      )
      const copy = copied.key === null ? null : find(copied.tree, copied.key)
      if (!copy) return
      withTree(() => copied.tree)
      announce(t('sequences.builder.doubled', { step: nameOf(copy.node.step, copied.tree) }))
      focusStep(copy.node.step.key)
    },
    remove: key => {
      const found = find(tree, key)
      if (!found) return
      const gone = new Set(keysOf([found.node]))
      const flat = listOf(tree).filter(step => !gone.has(step.key) || step.key === key)
      const at = flat.findIndex(step => step.key === key)
      const next = flat[at + 1] ?? flat[at - 1]
      announce(t('sequences.builder.removed', { step: nameOf(found.node.step, tree) }))
      withTree(before => remove(before, key))
      if (selected !== null && gone.has(selected)) select(null)
      if (next) focusStep(next.key)
      else focusAdd()
    },
    change: (key, change, group) => withTree(before => withStep(before, key, change), `${key} ${group}`)
  }
}
