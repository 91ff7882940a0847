/**
 * The addresses of opt-outs, and of the log in which they stand with everything else that must be provable:
 *
 *   #/opt-outs?search=ana@&channel=email&source=bounce
 *   #/opt-outs/import
 *   #/opt-outs/log?search=ana@example.com&kind=opt_out&from=2026-03-01&to=2026-03-31
 */
import type { EvidenceFilter } from '../../api/evidence'
import type { OptOutsFilter } from '../../api/suppressions'
import { KINDS } from '../evidence/kinds'
import { CHANNELS, SOURCES } from '../suppressions/names'

export type SuppressionsRoute =
  | { screen: 'suppressions'; filter: OptOutsFilter }
  | { screen: 'import_suppressions' }
  | { screen: 'evidence'; filter: EvidenceFilter }

export const EVERY_OPT_OUT: OptOutsFilter = { search: '', channel: null, source: null }
export const SUPPRESSIONS: SuppressionsRoute = { screen: 'suppressions', filter: EVERY_OPT_OUT }

export const WHOLE_LOG: EvidenceFilter = { search: '', kind: null, from: null, to: null }
export const EVIDENCE: SuppressionsRoute = { screen: 'evidence', filter: WHOLE_LOG }

const dayIn = (text: string | null): string | null =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null

/** What stands behind `#/opt-outs`. What leads nowhere leads to the list. */
export const parseSuppressionsRoute = ([part]: string[], query: URLSearchParams): SuppressionsRoute => {
  switch (part) {
    case 'import':
      return { screen: 'import_suppressions' }
    case 'log':
      return {
        screen: 'evidence',
        filter: {
          search: query.get('search') ?? '',
          kind: KINDS.find(kind => kind === query.get('kind')) ?? null,
          from: dayIn(query.get('from')),
          to: dayIn(query.get('to'))
        }
      }
    default:
      return {
        screen: 'suppressions',
        filter: {
          search: query.get('search') ?? '',
          channel: CHANNELS.find(channel => channel === query.get('channel')) ?? null,
          source: SOURCES.find(source => source === query.get('source')) ?? null
        }
      }
  }
}

const withQuery = (address: string, values: Readonly<Record<string, string | null>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  const text = query.toString()
  return text === '' ? address : `${address}?${text}`
}

export const hashOfSuppressionsRoute = (route: SuppressionsRoute): string => {
  switch (route.screen) {
    case 'suppressions':
      return withQuery('#/opt-outs', { ...route.filter })
    case 'import_suppressions':
      return '#/opt-outs/import'
    case 'evidence':
      return withQuery('#/opt-outs/log', { ...route.filter })
  }
}
