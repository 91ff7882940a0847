/** The bot's settings over the API. */
import type { Settings } from '../../backend/platform/settings/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get } from './request'

export type { Settings }

const isSettings = (body: unknown): body is Settings =>
  isRecord(body) && typeof body.sender_rate_per_second === 'number' && typeof body.max_upload_mb === 'number'

export const getSettings = (http: Http): Promise<Answer<Settings>> => get(http, '/settings', isSettings)
