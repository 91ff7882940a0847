/**
 * Something of the sandbox, asked for again and again while somebody looks: one request at a time, and none while the
 * page is hidden. What was known stays when a later request fails; the trouble stands beside it.
 */
import { React } from '../runtime'
import type { Answer, Trouble } from './api'

const EVERY_MS = 1500

export interface Polled<T> {
  value: T | null
  trouble: Trouble | null
  refresh(): void
}

export const usePolled = <T>(ask: () => Promise<Answer<T>>, key: string): Polled<T> => {
  const [state, setState] = React.useState<{ key: string; value: T | null; trouble: Trouble | null }>({
    key,
    value: null,
    trouble: null
  })
  const latest = React.useRef(ask)
  const again = React.useRef<() => void>(() => undefined)
  latest.current = ask

  React.useEffect(() => {
    let closed = false
    let timer = 0
    let busy = false
    const plan = (): void => {
      timer = window.setTimeout(
        () => (document.visibilityState === 'hidden' ? plan() : void load()),
        EVERY_MS
      )
    }
    const load = async (): Promise<void> => {
      window.clearTimeout(timer)
      if (busy) return
      busy = true
      const answer = await latest.current()
      busy = false
      if (closed) return
      setState(before =>
        answer.kind === 'value'
          ? { key, value: answer.value, trouble: null }
          : { key, value: before.key === key ? before.value : null, trouble: answer.trouble }
      )
      plan()
    }
    again.current = () => void load()
    void load()
    return () => {
      closed = true
      window.clearTimeout(timer)
    }
  }, [key])

  const own = state.key === key
  return {
    value: own ? state.value : null,
    trouble: own ? state.trouble : null,
    refresh: () => again.current()
  }
}
