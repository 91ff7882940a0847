/** One person's message over the API: to look at, or on one's own telephone. */
import type { Preview, TestSendAnswer } from '../../backend/campaigns/message-schema'
import type { Recipient } from '../../backend/campaigns/recipients-schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, isListed, post, type Listed } from './request'

export type { Preview, Recipient, TestSendAnswer }

const isPreview = (body: unknown): body is Preview =>
  isRecord(body) &&
  typeof body.row === 'number' &&
  Array.isArray(body.parameters) &&
  Array.isArray(body.problems)

const isTestSendAnswer = (body: unknown): body is TestSendAnswer =>
  isRecord(body) && typeof body.accepted === 'boolean'

const isRecipient = (body: unknown): body is Recipient =>
  isRecord(body) && typeof body.phone_number === 'string' && isRecord(body.values)

const isRecipients = isListed(isRecipient)

export const getPreview = (http: Http, campaignId: number, row: number): Promise<Answer<Preview>> =>
  get(http, `/campaigns/${campaignId}/preview`, isPreview, { row })

export const getFirstRecipients = (http: Http, campaignId: number): Promise<Answer<Listed<Recipient>>> =>
  get(http, `/campaigns/${campaignId}/recipients`, isRecipients, { limit: 5 })

export const sendTest = (
  http: Http,
  campaignId: number,
  to: string,
  row: number
): Promise<Answer<TestSendAnswer>> =>
  post(http, `/campaigns/${campaignId}/test-send`, { to, row }, isTestSendAnswer)
