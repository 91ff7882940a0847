/** The bot's settings as they are shown, their change, the addresses that others call, and the key for events. */
import type { SettingsChange, ShownSettings } from '../../../backend/platform/settings/schema'
import { isRecord, type Answer } from '../../api/answer'
import { get, post, put, remove } from '../../api/request'
import type { Http } from '../../studio'

export type { SettingsChange, ShownSettings }

const isShown = (body: unknown): body is ShownSettings =>
  isRecord(body) &&
  typeof body.sender_rate_per_second === 'number' &&
  Array.isArray(body.opt_out_words) &&
  isRecord(body.notify) &&
  isRecord(body.error_policy)

export const getShownSettings = (http: Http): Promise<Answer<ShownSettings>> =>
  get(http, '/settings', isShown)

export const changeSettings = (http: Http, change: SettingsChange): Promise<Answer<ShownSettings>> =>
  put(http, '/settings', change, isShown)

export interface WebhookAddresses {
  status: string
  inbound: string
  ses: string
  events: string
}

const isAddresses = (body: unknown): body is WebhookAddresses =>
  isRecord(body) &&
  [body.status, body.inbound, body.ses, body.events].every(address => typeof address === 'string')

export const getWebhookAddresses = (http: Http): Promise<Answer<WebhookAddresses>> =>
  get(http, '/webhook-addresses', isAddresses)

/** With it other systems report events. What it is, is shown once, by whoever makes it. */
export interface EventKey {
  set: boolean
  created_at: string | null
  created_by: string | null
}

const isEventKey = (body: unknown): body is EventKey => isRecord(body) && typeof body.set === 'boolean'

const isMadeKey = (body: unknown): body is { key: string } => isRecord(body) && typeof body.key === 'string'

const KEY = '/events/key'

export const getEventKey = (http: Http): Promise<Answer<EventKey>> => get(http, KEY, isEventKey)

/** The one before it ends with it. */
export const makeEventKey = (http: Http): Promise<Answer<{ key: string }>> => post(http, KEY, {}, isMadeKey)

export const removeEventKey = (http: Http): Promise<Answer<unknown>> => remove(http, KEY)
