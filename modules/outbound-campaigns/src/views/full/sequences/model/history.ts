/**
 * What was changed, to be taken back and done again. Pure. Typing in one field is one change: those of the same `group`
 * that follow each other are taken back together. A change that changes nothing is none.
 */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  group: string | null
}

export type HistoryAction<T> =
  | { kind: 'change'; to: T; group: string | null }
  /** From here on other typing is another change. */
  | { kind: 'settle' }
  | { kind: 'undo' }
  | { kind: 'redo' }
  /** What holds on the server has become another: nothing of before can be gone back to. */
  | { kind: 'begin'; with: T }

const MOST = 200

export const begun = <T>(present: T): History<T> => ({ past: [], present, future: [], group: null })

export const changed = <T>(history: History<T>, action: HistoryAction<T>): History<T> => {
  const { past, present, future, group } = history
  switch (action.kind) {
    case 'change': {
      if (action.to === present) return history
      const goesOn = action.group !== null && action.group === group && past.length > 0
      return {
        past: goesOn ? past : [...past, present].slice(-MOST),
        present: action.to,
        future: [],
        group: action.group
      }
    }
    case 'settle':
      return group === null ? history : { ...history, group: null }
    case 'undo': {
      const before = past[past.length - 1]
      return before === undefined
        ? history
        : { past: past.slice(0, -1), present: before, future: [present, ...future], group: null }
    }
    case 'redo': {
      const [next, ...later] = future
      return next === undefined
        ? history
        : { past: [...past, present], present: next, future: later, group: null }
    }
    case 'begin':
      return begun(action.with)
  }
}
