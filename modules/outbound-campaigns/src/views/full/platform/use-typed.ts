/** A text whose value lives elsewhere: what is typed reaches it after a pause, and what comes from there is shown. */
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 300

export const useTyped = (
  value: string,
  onChange: (value: string) => void
): [string, (typed: string) => void] => {
  const [typed, setTyped] = useState(value)
  const latest = useRef({ value, onChange })
  latest.current = { value, onChange }

  useEffect(() => {
    const timer = setTimeout(() => {
      const { value: current, onChange: change } = latest.current
      if (typed.trim() !== current) change(typed.trim())
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  useEffect(() => {
    setTyped(shown => (shown.trim() === value ? shown : value))
  }, [value])

  return [typed, setTyped]
}
