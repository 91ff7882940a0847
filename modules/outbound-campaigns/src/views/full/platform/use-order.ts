/**
 * Something that a person orders: done once however often it is clicked, said to who hears the page, and if it fails,
 * kept as what failed until the next order or until it is put aside.
 */
import { useEffect, useRef, useState } from 'react'
import type { Answer, Failure } from '../../api/answer'
import type { Http } from '../../studio'
import { useAnnounce } from './announce'
import { useBridge } from './panel-context'

export interface FailedOrder {
  title: string
  failure: Failure
}

interface Wanted<T> {
  ask(http: Http): Promise<Answer<T>>
  /** What is told when it failed; the failure itself stands below. */
  failed: string
  done?(value: T): string
}

export interface Order {
  busy: boolean
  failed: FailedOrder | null
  /** Whether it was done. */
  give<T>(wanted: Wanted<T>): Promise<boolean>
  dismiss(): void
}

export const useOrder = (): Order => {
  const bridge = useBridge()
  const announce = useAnnounce()
  const [state, setState] = useState<{ busy: boolean; failed: FailedOrder | null }>({
    busy: false,
    failed: null
  })
  const shown = useRef(true)
  // State arrives with the next render, a double click before it.
  const busy = useRef(false)
  useEffect(
    () => () => {
      shown.current = false
    },
    []
  )

  const show = (next: typeof state): void => {
    if (shown.current) setState(next)
  }

  const give = async <T>({ ask, failed, done }: Wanted<T>): Promise<boolean> => {
    if (busy.current) return false
    busy.current = true
    show({ busy: true, failed: null })
    const answer = await ask(bridge.http())
    busy.current = false
    show({
      busy: false,
      failed: answer.kind === 'failure' ? { title: failed, failure: answer.failure } : null
    })
    if (answer.kind === 'value' && done) announce(done(answer.value))
    return answer.kind === 'value'
  }

  return { ...state, give, dismiss: () => show({ busy: false, failed: null }) }
}
