/** How the module stands for this bot. */
import type { Status } from '../../backend/status/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get } from './request'

export type { Status }

const isStatus = (body: unknown): body is Status =>
  isRecord(body) && Array.isArray(body.channels) && isRecord(body.scheduler) && isRecord(body.database)

export const getStatus = (http: Pick<Http, 'get'>): Promise<Answer<Status>> => get(http, '/status', isStatus)
