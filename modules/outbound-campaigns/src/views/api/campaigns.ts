/** Campaigns over the API. */
import type { ListedCampaign } from '../../backend/campaigns/outlook-schema'
import type { Campaign, CampaignChange, Counts, NewCampaign } from '../../backend/campaigns/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { firstOf, get, isListed, post, put, remove, type Listed } from './request'

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

/** The first `count` campaigns, newest first. */
export const getCampaigns = (
  http: Http,
  { status, search }: CampaignFilter,
  count: number
): Promise<Answer<Listed<ListedCampaign>>> =>
  firstOf(count, page =>
    get(http, '/campaigns', isCampaigns, { status: status ?? undefined, search, ...page })
  )
