/** One person's message over the API: to look at, or on one's own telephone. */
import type { Preview, TestSendAnswer } from '../../backend/campaigns/message-schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, post } from './request'

export type { Preview, TestSendAnswer }

const isPreview = (body: unknown): body is Preview =>
  isRecord(body) &&
  typeof body.row === 'number' &&
  Array.isArray(body.parameters) &&
  Array.isArray(body.problems)

const isTestSendAnswer = (body: unknown): body is TestSendAnswer =>
  isRecord(body) && typeof body.accepted === 'boolean'

export const getPreview = (http: Http, campaignId: number, row: number): Promise<Answer<Preview>> =>
  get(http, `/campaigns/${campaignId}/preview`, isPreview, { row })

export const sendTest = (
  http: Http,
  campaignId: number,
  to: string,
  row: number
): Promise<Answer<TestSendAnswer>> =>
  post(http, `/campaigns/${campaignId}/test-send`, { to, row }, isTestSendAnswer)
