/**
 * Ctrl+Z and what belongs to it, wherever the focus is in the builder: also in a field, as what is shown there is the
 * draft, and nowhere, since what had the focus may be gone by what was taken back.
 */
import { useEffect, useRef, type RefObject } from 'react'

export type Back = 'undo' | 'redo'

const wantedBy = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Back | null => {
  if ((!ctrlKey && !metaKey) || altKey) return null
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  return key.toLowerCase() === 'y' ? 'redo' : null
}

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/** Answers the builder itself, which takes the focus where it would be lost. */
export const useBackKeys = (back: ((how: Back) => void) | null): RefObject<HTMLDivElement> => {
  const builder = useRef<HTMLDivElement>(null)
  const latest = useRef(back)
  latest.current = back

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const wish = wantedBy(event)
      const isHere = event.target instanceof Node && builder.current?.contains(event.target) === true
      if (wish === null || latest.current === null || !(isHere || isNowhere())) return
      event.preventDefault()
      latest.current(wish)
      requestAnimationFrame(() => {
        if (isNowhere() && builder.current) builder.current.focus({ preventScroll: true })
      })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return builder
}
