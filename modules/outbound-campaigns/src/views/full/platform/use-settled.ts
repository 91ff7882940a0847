/** A value that is asked about once it has stopped changing. */
import { useEffect, useState } from 'react'

const PAUSE_MS = 400

/** `key` tells whether it is another one. */
export const useSettled = <T>(value: T, key: string): { value: T; key: string } => {
  const [settled, setSettled] = useState({ value, key })
  useEffect(() => {
    if (key === settled.key) return undefined
    const timer = setTimeout(() => setSettled({ value, key }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [key, settled.key])
  return settled
}
