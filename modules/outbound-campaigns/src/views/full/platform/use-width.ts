/** How wide an element is, also after the window has changed. */
import { useEffect, useRef, useState, type RefObject } from 'react'

export const useWidth = (atFirst: number): [RefObject<HTMLDivElement>, number] => {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(atFirst)
  useEffect(() => {
    const measure = (): void => {
      if (element.current && element.current.clientWidth > 0) setWidth(element.current.clientWidth)
    }
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  return [element, width]
}
