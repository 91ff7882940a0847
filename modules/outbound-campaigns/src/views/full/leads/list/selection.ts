/** Whom somebody has chosen in the list: nobody, these, or everybody whom the filter finds. */
export type Selection = { kind: 'these'; ids: ReadonlySet<number> } | { kind: 'everybody' }

export const NOBODY: Selection = { kind: 'these', ids: new Set() }

export const isChosen = (selection: Selection, id: number): boolean =>
  selection.kind === 'everybody' || selection.ids.has(id)

export const countOf = (selection: Selection, total: number): number =>
  selection.kind === 'everybody' ? total : selection.ids.size

/** Whoever is taken out of everybody leaves those who can be seen. */
export const toggled = (selection: Selection, id: number, shown: readonly number[]): Selection => {
  const ids = new Set(selection.kind === 'everybody' ? shown : selection.ids)
  if (ids.has(id)) ids.delete(id)
  else ids.add(id)
  return { kind: 'these', ids }
}

export const areAllChosen = (selection: Selection, shown: readonly number[]): boolean =>
  shown.length > 0 && shown.every(id => isChosen(selection, id))

export const allToggled = (selection: Selection, shown: readonly number[]): Selection =>
  areAllChosen(selection, shown) ? NOBODY : { kind: 'these', ids: new Set(shown) }
