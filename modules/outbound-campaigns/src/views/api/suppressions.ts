/** Who must not be written to, over the API. */
import type { NewOptOut, OptOut, Removal } from '../../backend/compliance/list/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, getFile, isListed, post, removeWith, type Listed } from './request'

export type { OptOut }
export type OptOutChannel = NewOptOut['channel']
export type OptOutSource = OptOut['source']

const isOptOut = (body: unknown): body is OptOut =>
  isRecord(body) && typeof body.channel === 'string' && typeof body.source === 'string'

export interface OptOutsFilter {
  search: string
  channel: OptOutChannel | null
  source: OptOutSource | null
}

const paramsOf = ({ search, channel, source }: OptOutsFilter) => ({
  search,
  channel: channel ?? undefined,
  source: source ?? undefined
})

export const getOptOuts = (
  http: Http,
  filter: OptOutsFilter,
  page: { limit: number; cursor?: string }
): Promise<Answer<Listed<OptOut>>> =>
  get(http, '/opt-outs', isListed(isOptOut), { ...paramsOf(filter), ...page })

export const getOptOutsFile = (http: Http, filter: OptOutsFilter): Promise<Answer<Blob>> =>
  getFile(http, '/opt-outs', { ...paramsOf(filter), format: 'csv' })

/** By one address or both. */
export interface WhoOptsOut {
  email?: string
  phone_number?: string
}

export type OptOutOrder = WhoOptsOut & Pick<NewOptOut, 'channel' | 'source' | 'evidence'>

const isAdded = (body: unknown): body is { added: number; items: OptOut[] } =>
  isRecord(body) && typeof body.added === 'number' && Array.isArray(body.items)

export const addOptOut = (http: Http, order: OptOutOrder) => post(http, '/opt-outs', order, isAdded)

const isRemoved = (body: unknown): body is { removed: number } =>
  isRecord(body) && typeof body.removed === 'number'

export const removeOptOut = (http: Http, removal: WhoOptsOut & Pick<Removal, 'channel' | 'reason'>) =>
  removeWith(http, '/opt-outs', removal, isRemoved)

/** Of these very addresses: the API finds by their beginnings. */
export const getOptOutsOf = async (
  http: Http,
  addresses: readonly string[]
): Promise<Answer<{ items: OptOut[] }>> => {
  const items: OptOut[] = []
  for (const address of addresses) {
    const found = await getOptOuts(http, { search: address, channel: null, source: null }, { limit: 20 })
    if (found.kind === 'failure') return found
    const same = (known: string | null): boolean =>
      known !== null && known.toLowerCase() === address.toLowerCase()
    items.push(...found.value.items.filter(one => same(one.email) || same(one.phone_number)))
  }
  return { kind: 'value', value: { items } }
}
