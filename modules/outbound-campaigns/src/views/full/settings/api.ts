/** The bot's settings as they are shown, their change, and the addresses that Vonage calls. */
import type { SettingsChange, ShownSettings } from '../../../backend/platform/settings/schema'
import { isRecord, type Answer } from '../../api/answer'
import { get, put } from '../../api/request'
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
}

const isAddresses = (body: unknown): body is WebhookAddresses =>
  isRecord(body) && typeof body.status === 'string' && typeof body.inbound === 'string'

export const getWebhookAddresses = (http: Http): Promise<Answer<WebhookAddresses>> =>
  get(http, '/webhook-addresses', isAddresses)
