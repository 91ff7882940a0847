/**
 * Which rows of a long table are in sight. All rows are of one height, and the panel is what scrolls, so ten thousand
 * people cost as much as the few dozen that can be seen.
 */
import { useEffect, useRef, useState, type RefObject } from 'react'

export const ROW_PX = 45
/** Rows above and below what is seen, so that a fast scroll shows no gap. */
const SPARE = 20

export interface Sight {
  from: number
  to: number
}

/** Never none of them: who comes with the keyboard, or searches the page, finds rows also where nobody has scrolled yet. */
export const sightOf = (top: number, height: number, rows: number): Sight => {
  const from = Math.min(Math.max(0, Math.floor(top / ROW_PX) - SPARE), Math.max(0, rows - SPARE))
  const to = Math.max(Math.ceil((top + height) / ROW_PX) + SPARE, from + SPARE)
  return { from, to: Math.min(to, rows) }
}

export const useRowsInSight = (rows: number): [RefObject<HTMLTableSectionElement>, Sight] => {
  const body = useRef<HTMLTableSectionElement>(null)
  const [sight, setSight] = useState<Sight>(() => sightOf(0, 0, rows))

  useEffect(() => {
    const element = body.current
    const scroller = element && element.closest('.oc-panel')
    if (!element || !scroller) return undefined
    let frame = 0
    const look = (): void => {
      frame = 0
      const view = scroller.getBoundingClientRect()
      const next = sightOf(view.top - element.getBoundingClientRect().top, view.height, rows)
      setSight(before => (before.from === next.from && before.to === next.to ? before : next))
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    look()
    scroller.addEventListener('scroll', soon, { passive: true })
    window.addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      scroller.removeEventListener('scroll', soon)
      window.removeEventListener('resize', soon)
    }
  }, [rows])

  return [body, { from: Math.min(sight.from, rows), to: Math.min(sight.to, rows) }]
}
