/** The figures with the time they are of, and whether there was anything in it, or ever. */
import { getSummary, type Span, type Summary } from '../../api/metrics'
import { PERIODS } from '../navigation/dashboard-routes'
import { useResource } from '../platform/use-resource'
import type { Resource } from '../platform/resource'

/** While another time is being loaded, the figures of the one before are still shown. */
export interface Looked {
  span: Span
  summary: Summary
}

type Days = Pick<Summary, 'from' | 'to' | 'last_day'>

export const isQuiet = ({ from, last_day: last }: Days): boolean => last === null || last < from

const DAY_MS = 86_400_000

/** The shortest time with something in it, if one can be chosen. */
export const longerPeriod = ({ to, last_day: last }: Days): number | null => {
  if (last === null) return null
  const needed = Math.round((Date.parse(to) - Date.parse(last)) / DAY_MS) + 1
  return PERIODS.find(days => days >= needed) ?? null
}

/** No sequence has begun with anybody yet: not in this time, and not in any other. */
export const isAllNew = ({ span, summary }: Looked): boolean =>
  span.sequence === null && summary.last_day === null && !summary.rebuilding

const EVERY_MS = 15_000

export const useLooked = (span: Span): [Resource<Looked>, () => void] =>
  useResource<Looked>(
    async http => {
      const answer = await getSummary(http, span)
      return answer.kind === 'value' ? { ...answer, value: { span, summary: answer.value } } : answer
    },
    { key: JSON.stringify(span), everyMs: EVERY_MS }
  )
