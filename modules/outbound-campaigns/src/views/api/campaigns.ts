/** Campaigns over the API. */
import type { ListedCampaign } from '../../backend/campaigns/outlook-schema'
import type { Campaign, CampaignChange, Counts, NewCampaign } from '../../backend/campaigns/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, isListed, post, put, remove, type Listed } from './request'

export type { Campaign, CampaignChange, Counts, ListedCampaign, NewCampaign }
export type CampaignStatus = Campaign['status']

export const isCampaign = (body: unknown): body is Campaign =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.name === 'string' &&
  typeof body.status === 'string' &&
  isRecord(body.counts)

const isCampaigns = isListed(
  (body): body is ListedCampaign =>
    isCampaign(body) && 'waiting_for' in body && Array.isArray(body.waiting_for)
)

export const getCampaign = (http: Http, id: number): Promise<Answer<Campaign>> =>
  get(http, `/campaigns/${id}`, isCampaign)

export const createCampaign = (http: Http, campaign: NewCampaign): Promise<Answer<Campaign>> =>
  post(http, '/campaigns', campaign, isCampaign)

export const changeCampaign = (http: Http, id: number, change: CampaignChange): Promise<Answer<Campaign>> =>
  put(http, `/campaigns/${id}`, change, isCampaign)

export const deleteCampaign = (http: Http, id: number): Promise<Answer<unknown>> =>
  remove(http, `/campaigns/${id}`)

export const startCampaign = (
  http: Http,
  id: number,
  scheduledAt: string | null
): Promise<Answer<Campaign>> =>
  post(http, `/campaigns/${id}/start`, scheduledAt === null ? {} : { scheduled_at: scheduledAt }, isCampaign)

export const pauseCampaign = (http: Http, id: number): Promise<Answer<Campaign>> =>
  post(http, `/campaigns/${id}/pause`, {}, isCampaign)

export const resumeCampaign = (http: Http, id: number): Promise<Answer<Campaign>> =>
  post(http, `/campaigns/${id}/resume`, {}, isCampaign)

export const cancelCampaign = (http: Http, id: number): Promise<Answer<Campaign>> =>
  post(http, `/campaigns/${id}/cancel`, {}, isCampaign)

export const cloneCampaign = (http: Http, id: number, name: string): Promise<Answer<Campaign>> =>
  post(http, `/campaigns/${id}/clone`, { name }, isCampaign)

export interface CampaignFilter {
  status: CampaignStatus | null
  search: string
}

/** The API's own limit for one page. */
const PAGE = 500

/**
 * The first `count` campaigns, newest first, in as few requests as it takes. They are asked for together at every
 * refresh, so that what was shown further down is as fresh as what is on top.
 */
export const getCampaigns = async (
  http: Http,
  { status, search }: CampaignFilter,
  count: number
): Promise<Answer<Listed<ListedCampaign>>> => {
  const ask = (limit: number, cursor?: string) =>
    get(http, '/campaigns', isCampaigns, { status: status ?? undefined, search, limit, cursor })

  const first = await ask(Math.min(count, PAGE))
  let all = first
  while (all.kind === 'value' && all.value.next_cursor !== null && all.value.items.length < count) {
    const before = all.value.items
    const next = await ask(Math.min(count - before.length, PAGE), all.value.next_cursor)
    all =
      next.kind === 'value'
        ? { kind: 'value', value: { ...next.value, items: [...before, ...next.value.items] } }
        : next
  }
  return all
}
