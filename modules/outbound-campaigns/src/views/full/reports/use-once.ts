/** Loaded once for a key, and again when somebody asks: a page that is read must not be another one meanwhile. */
import { useEffect, useRef, useState } from 'react'
import type { Answer, Failure } from '../../api/answer'
import type { Http } from '../../studio'
import { useBridge } from '../platform/panel-context'

export type Once<T> = { kind: 'loading' } | { kind: 'failed'; failure: Failure } | { kind: 'ready'; value: T }

export const useOnce = <T>(load: (http: Http) => Promise<Answer<T>>, key: string): [Once<T>, () => void] => {
  const bridge = useBridge()
  const [state, setState] = useState<Once<T>>({ kind: 'loading' })
  const [times, setTimes] = useState(0)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    let wanted = true
    setState({ kind: 'loading' })
    void latest.current(bridge.http()).then(answer => {
      if (!wanted) return
      setState(
        answer.kind === 'value'
          ? { kind: 'ready', value: answer.value }
          : { kind: 'failed', failure: answer.failure }
      )
    })
    return () => {
      wanted = false
    }
  }, [bridge, key, times])
  return [state, () => setTimes(times + 1)]
}
