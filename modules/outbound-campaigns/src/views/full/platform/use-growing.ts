/**
 * A list that grows as it is read on, and is kept up to date as a whole: for lists of which few rows are looked at and
 * each changes by the second. Longer ones stand still (`usePages`).
 */
import { useState } from 'react'
import type { Answer } from '../../api/answer'
import type { Listed } from '../../api/request'
import type { Http } from '../../studio'
import type { Pages } from './use-pages'
import { useResource } from './use-resource'

const PAGE = 25

interface Options<L> {
  load(http: Http, count: number): Promise<Answer<L>>
  key: string
}

export const useGrowing = <L extends Listed<unknown>>({ load, key }: Options<L>): Pages<L> => {
  const [count, setCount] = useState(PAGE)
  const [list, refresh] = useResource(http => load(http, count), { key: JSON.stringify([key, count]) })
  const isShort = list.kind === 'ready' && list.value.items.length < count && list.value.next_cursor !== null
  return {
    list,
    still: false,
    loadingMore: isShort && list.kind === 'ready' && list.failure === null,
    failure: null,
    more: () => setCount(count + PAGE),
    refresh
  }
}
