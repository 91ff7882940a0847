/**
 * A resource of the server in a component: loaded at once, then every few seconds while the page is visible, when it
 * becomes visible again, and when the module announces a change. The Studio's `bp` is another object at every render, so
 * it is read through a ref and no effect depends on it.
 */
import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../../api'
import { MODULE, type StudioBridge } from '../../studio'
import { keepUpToDate, type Resource } from './resource'

const EVERY_MS = 5000
const CHANGED = `${MODULE}.changed`

const isVisible = (): boolean => document.visibilityState !== 'hidden'

export const useResource = <T>(
  bp: StudioBridge,
  load: (http: StudioBridge['axios']) => Promise<Answer<T>>
): [Resource<T>, () => void] => {
  const [resource, setResource] = useState<Resource<T>>({ kind: 'loading' })
  const latest = useRef({ bp, load })
  const refresh = useRef<() => void>(() => undefined)
  latest.current = { bp, load }

  useEffect(() => {
    const kept = keepUpToDate<T>({
      load: () => latest.current.load(latest.current.bp.axios),
      everyMs: EVERY_MS,
      isLookedAt: isVisible,
      onChange: setResource
    })
    refresh.current = kept.refresh

    const { events } = latest.current.bp
    events.on(CHANGED, kept.hint)
    document.addEventListener('visibilitychange', kept.hint)
    return () => {
      events.off(CHANGED, kept.hint)
      document.removeEventListener('visibilitychange', kept.hint)
      kept.close()
    }
  }, [])

  return [resource, () => refresh.current()]
}
