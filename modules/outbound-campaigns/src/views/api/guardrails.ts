/** What keeps a bot's senders from harm, over the API. */
import type { Cap, Guardrails, Held } from '../../backend/compliance/guard/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get } from './request'

export type { Cap, Guardrails, Held }

const isGuardrails = (body: unknown): body is Guardrails =>
  isRecord(body) &&
  isRecord(body.mails) &&
  isRecord(body.limits) &&
  Array.isArray(body.caps) &&
  Array.isArray(body.held)

export const getGuardrails = (http: Http): Promise<Answer<Guardrails>> =>
  get(http, '/guardrails', isGuardrails)
