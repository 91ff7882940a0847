/**
 * The people of a campaign, as far as somebody has looked down.
 *
 *   live      the first page alone: kept up to date like everything else
 *   still     more was asked for: what is shown stands still, because rows that move between pages while a campaign runs
 *             would be shown twice or not at all. Further pages come as somebody scrolls down to them. It moves again
 *             when somebody asks for that.
 *
 * Another filter begins anew; what was shown stays until the new first page is there.
 */
import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../../api/answer'
import { useBridge } from '../../../platform/panel-context'
import type { Resource } from '../../../platform/resource'
import { useResource } from '../../../platform/use-resource'
import { getRecipients, type PeopleFilter, type Recipient, type Recipients } from '../api'

const FIRST = 100
const MORE = 500

type Still = { key: string; list: Recipients; loading: boolean; failure: Failure | null }

export interface People {
  list: Resource<Recipients>
  still: boolean
  loadingMore: boolean
  failure: Failure | null
  more(): void
  refresh(): void
}

/** Each person once: a row may have moved to a later page between the two requests. */
export const joined = (before: readonly Recipient[], next: readonly Recipient[]): Recipient[] => {
  const known = new Set(before.map(({ id }) => id))
  return [...before, ...next.filter(({ id }) => !known.has(id))]
}

export const usePeople = (campaignId: number, filter: PeopleFilter): People => {
  const bridge = useBridge()
  const key = JSON.stringify([campaignId, filter])
  const [first, refreshFirst] = useResource(
    http => getRecipients(http, campaignId, filter, { limit: FIRST }),
    { key }
  )
  const [still, setStill] = useState<Still | null>(null)
  const latest = useRef(key)
  latest.current = key
  useEffect(() => setStill(null), [key])

  const own = still !== null && still.key === key ? still : null
  const shown = own ? own.list : first.kind === 'ready' ? first.value : null

  const more = async (): Promise<void> => {
    if (shown === null || shown.next_cursor === null || (own && own.loading)) return
    setStill({ key, list: shown, loading: true, failure: null })
    const page = { limit: MORE, cursor: shown.next_cursor }
    const answer = await getRecipients(bridge.http(), campaignId, filter, page)
    if (latest.current !== key) return
    setStill(
      answer.kind === 'value'
        ? {
            key,
            list: { ...answer.value, items: joined(shown.items, answer.value.items) },
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
