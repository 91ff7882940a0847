/**
 * A sequence while it is being changed: what holds on the server, what was changed since, the way back and forth, and what
 * the browser has kept from before. What was kept from the revision that holds is taken up at once; what was kept from
 * another one is offered, because somebody else has changed the sequence meanwhile.
 */
import { useEffect, useReducer, useRef, useState } from 'react'
import type { SequenceWithSteps } from '../../../api/sequences'
import { areSame, draftOf, type Draft } from '../model/draft'
import { begun, changed, type History, type HistoryAction } from '../model/history'
import { keep, recall, type Kept } from '../model/memory'

/** Typing that goes on after so long is another change. */
const SETTLES_MS = 1500

export interface DraftState {
  /** What is held on the server, as far as this draft knows. */
  base: SequenceWithSteps
  draft: Draft
  dirty: boolean
  /** It was there already when the page was opened. */
  restored: boolean
  /** Kept from another revision: to be taken up or thrown away. */
  offered: Kept | null
  /** Somebody else has changed it on the server since this draft was begun. */
  outdated: boolean
  canUndo: boolean
  canRedo: boolean
  edit(change: (draft: Draft) => Draft, group?: string): void
  undo(): void
  redo(): void
  /** Begins anew from what holds on the server. */
  startOver(from: SequenceWithSteps): void
  /** Goes on with the same changes from what holds on the server by now. */
  goOnFrom(from: SequenceWithSteps): void
  takeUp(): void
  throwAway(): void
}

interface Begun {
  history: History<Draft>
  restored: boolean
  offered: Kept | null
}

const begin = (sequence: SequenceWithSteps): Begun => {
  const base = draftOf(sequence)
  const kept = recall(sequence.id, base)
  if (kept === null || areSame(kept.draft, base))
    return { history: begun(base), restored: false, offered: null }
  if (kept.revision !== sequence.revision) return { history: begun(base), restored: false, offered: kept }
  const history = changed(begun(base), { kind: 'change', to: kept.draft, group: null })
  return { history, restored: true, offered: null }
}

export const useDraft = (sequence: SequenceWithSteps): DraftState => {
  const [first] = useState(() => begin(sequence))
  const [history, dispatch] = useReducer(
    (state: History<Draft>, action: HistoryAction<Draft>) => changed(state, action),
    first.history
  )
  const [held, setBase] = useState(sequence)
  // The same revision, with what has become of its people since.
  const base = sequence.revision === held.revision ? sequence : held
  const [restored, setRestored] = useState(first.restored)
  const [offered, setOffered] = useState(first.offered)
  const { present: draft, group } = history
  const dirty = !areSame(draft, draftOf(base))
  const latest = useRef(draft)
  latest.current = draft

  const startOver = (from: SequenceWithSteps): void => {
    setBase(from)
    setRestored(false)
    dispatch({ kind: 'begin', with: draftOf(from) })
  }

  // Nothing was changed here: what others change is shown.
  useEffect(() => {
    if (sequence.revision > base.revision && !dirty) startOver(sequence)
  })

  useEffect(() => {
    if (offered === null) keep(base.id, dirty ? { revision: base.revision, draft } : null)
  }, [draft, dirty, base.id, base.revision, offered])

  useEffect(() => {
    if (group === null) return undefined
    const timer = setTimeout(() => dispatch({ kind: 'settle' }), SETTLES_MS)
    return () => clearTimeout(timer)
  }, [group, draft])

  return {
    base,
    draft,
    dirty,
    restored: restored && dirty,
    offered,
    outdated: dirty && sequence.revision > base.revision,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: (change, named) => {
      // Several changes may come before the next render.
      const to = change(latest.current)
      latest.current = to
      dispatch({ kind: 'change', to, group: named ?? null })
    },
    undo: () => dispatch({ kind: 'undo' }),
    redo: () => dispatch({ kind: 'redo' }),
    startOver,
    goOnFrom: setBase,
    takeUp: () => {
      if (offered === null) return
      dispatch({ kind: 'change', to: offered.draft, group: null })
      setRestored(true)
      setOffered(null)
    },
    throwAway: () => setOffered(null)
  }
}
