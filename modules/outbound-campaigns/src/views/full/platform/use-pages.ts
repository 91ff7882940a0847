/**
 * A list that is read on by pages, as far as somebody has looked down.
 *
 *   live      the first page alone: kept up to date like everything else
 *   still     more was asked for: what is shown stands still, because rows that move between pages meanwhile would be
 *             shown twice or not at all. It moves again when somebody asks for that.
 *
 * Another key (a filter) begins anew; what was shown stays until the new first page is there.
 */
import { useEffect, useRef, useState } from 'react'
import type { Answer, Failure } from '../../api/answer'
import type { Http } from '../../studio'
import { useBridge } from './panel-context'
import type { Resource } from './resource'
import { useResource } from './use-resource'

export interface PageAsked {
  limit: number
  cursor?: string
}

interface PageOf<T> {
  items: T[]
  next_cursor: string | null
}

export interface Pages<L> {
  list: Resource<L>
  still: boolean
  loadingMore: boolean
  failure: Failure | null
  more(): void
  refresh(): void
}

interface Options<T, L extends PageOf<T>> {
  load(http: Http, page: PageAsked): Promise<Answer<L>>
  key: string
  /** Tells items apart. */
  idOf(item: T): string | number
  first?: number
  more?: number
  everyMs?: number
}

/** Each item once: it may have moved to a later page between the two requests. */
export const joined = <T>(
  before: readonly T[],
  next: readonly T[],
  idOf: (item: T) => string | number
): T[] => {
  const known = new Set(before.map(idOf))
  return [...before, ...next.filter(item => !known.has(idOf(item)))]
}

interface Still<L> {
  key: string
  list: L
  loading: boolean
  failure: Failure | null
}

export const usePages = <T, L extends PageOf<T>>({
  load,
  key,
  idOf,
  first: firstLimit = 100,
  more: moreLimit = 500,
  everyMs
}: Options<T, L>): Pages<L> => {
  const bridge = useBridge()
  const [first, refreshFirst] = useResource(http => load(http, { limit: firstLimit }), { key, everyMs })
  const [still, setStill] = useState<Still<L> | null>(null)
  const latest = useRef(key)
  latest.current = key
  useEffect(() => setStill(null), [key])

  const own = still !== null && still.key === key ? still : null
  const shown = own ? own.list : first.kind === 'ready' ? first.value : null

  const more = async (): Promise<void> => {
    if (shown === null || shown.next_cursor === null || (own && own.loading)) return
    setStill({ key, list: shown, loading: true, failure: null })
    const answer = await load(bridge.http(), { limit: moreLimit, cursor: shown.next_cursor })
    if (latest.current !== key) return
    setStill(
      answer.kind === 'value'
        ? {
            key,
            list: { ...answer.value, items: joined(shown.items, answer.value.items, idOf) },
            loading: false,
            failure: null
          }
        : { key, list: shown, loading: false, failure: answer.failure }
    )
  }

  return {
    list: own ? { kind: 'ready', value: own.list, failure: null } : first,
    still: own !== null,
    loadingMore: own !== null && own.loading,
    failure: own && own.failure,
    more: () => void more(),
    refresh: () => {
      setStill(null)
      refreshFirst()
    }
  }
}
