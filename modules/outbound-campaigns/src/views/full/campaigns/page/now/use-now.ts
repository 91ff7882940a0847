/** The time, once a second while somebody looks. */
import { useEffect, useState } from 'react'

const SECOND = 1000

export const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') setNow(Date.now())
    }, SECOND)
    return () => clearInterval(timer)
  }, [])
  return now
}
