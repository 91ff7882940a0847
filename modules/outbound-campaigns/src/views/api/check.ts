/** What speaks against a start, over the API. */
import type { Check, CheckItem } from '../../backend/campaigns/check-schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get } from './request'

export type { Check, CheckItem }

const isCheck = (body: unknown): body is Check =>
  isRecord(body) && Array.isArray(body.problems) && Array.isArray(body.warnings)

export const getCheck = (http: Http, campaignId: number): Promise<Answer<Check>> =>
  get(http, `/campaigns/${campaignId}/check`, isCheck)
