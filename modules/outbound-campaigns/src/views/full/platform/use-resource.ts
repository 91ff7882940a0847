/**
 * A resource of the server in a component: loaded at once, then every few seconds while the page is visible, when it
 * becomes visible again, and when the module announces a change. What is loaded may depend on a key (a filter): with
 * another key it is loaded anew, and the older value stays until the new one is there, so that nothing jumps.
 */
import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../../api/answer'
import { MODULE, type Http } from '../../studio'
import { useBridge } from './panel-context'
import { keepUpToDate, type Resource } from './resource'
import { sparing } from './sparing'

const EVERY_MS = 5000
/** A campaign that runs announces many changes a second; a person sees one. */
const AT_MOST_EVERY_MS = 1000
const CHANGED = `${MODULE}.changed`

const isVisible = (): boolean => document.visibilityState !== 'hidden'

export interface ResourceOptions {
  key?: string
  everyMs?: number
}

export const useResource = <T>(
  load: (http: Http) => Promise<Answer<T>>,
  { key = '', everyMs = EVERY_MS }: ResourceOptions = {}
): [Resource<T>, () => void] => {
  const bridge = useBridge()
  const [resource, setResource] = useState<Resource<T>>({ kind: 'loading' })
  const latest = useRef(load)
  const refresh = useRef<() => void>(() => undefined)
  latest.current = load

  useEffect(() => {
    const kept = keepUpToDate<T>({
      load: () => latest.current(bridge.http()),
      everyMs,
      isLookedAt: isVisible,
      onChange: setResource
    })
    const announced = sparing(kept.hint, AT_MOST_EVERY_MS)
    refresh.current = kept.refresh

    const events = bridge.events()
    events.on(CHANGED, announced.call)
    document.addEventListener('visibilitychange', kept.hint)
    return () => {
      events.off(CHANGED, announced.call)
      document.removeEventListener('visibilitychange', kept.hint)
      announced.close()
      kept.close()
    }
  }, [bridge, key, everyMs])

  return [resource, () => refresh.current()]
}
