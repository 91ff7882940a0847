/** The server's time, once a second while somebody looks; `ahead` is by how much its calendar is ahead of this one. */
import { useEffect, useState } from 'react'

const SECOND = 1000

export const useNow = (ahead: number): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') setNow(Date.now())
    }, SECOND)
    return () => clearInterval(timer)
  }, [])
  return now + ahead
}
