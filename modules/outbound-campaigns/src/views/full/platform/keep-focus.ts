/**
 * A button that was pressed and is gone leaves the focus nowhere: the next Tab would begin at the top of the page. Where
 * that happens the focus goes to what has taken the button's place.
 */
import { useLayoutEffect, useRef, type RefObject } from 'react'

/** `shown`: what is there now; with another one the focus may have been lost. */
export const useKeepFocus = <T extends HTMLElement>(shown: string): RefObject<T> => {
  const place = useRef<T>(null)
  const before = useRef(shown)
  useLayoutEffect(() => {
    const changed = before.current !== shown
    before.current = shown
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (changed && isLost && place.current) place.current.focus()
  }, [shown])
  return place
}
