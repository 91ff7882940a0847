/** Whether somebody wants the steps as a flow or as a list: kept by the browser, as it is a habit and no setting. */
import { useState } from 'react'
import { MODULE } from '../../../studio'

export type View = 'flow' | 'list'

const KEY = `${MODULE}.sequence-view`

const kept = (): View => {
  try {
    return localStorage.getItem(KEY) === 'list' ? 'list' : 'flow'
  } catch {
    return 'flow'
  }
}

export const useView = (): [View, (view: View) => void] => {
  const [view, setView] = useState(kept)
  const choose = (wanted: View): void => {
    setView(wanted)
    try {
      localStorage.setItem(KEY, wanted)
    } catch {
      return
    }
  }
  return [view, choose]
}
