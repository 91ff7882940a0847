/**
 * The module's API as the views call it. An answer is a value or a failure of a kind that a person can be told about;
 * nothing is thrown, so no caller can forget.
 */
import type { Status } from '../backend/status/schema'
import { MODULE, type Http } from './studio'

export type Failure =
  | { kind: 'unreachable' }
  | { kind: 'signed_out' }
  | { kind: 'forbidden' }
  | { kind: 'refused'; status: number; detail: string }
  /** An answer that is not ours: a proxy's page, another version's shape. */
  | { kind: 'unreadable' }

export type Answer<T> = { kind: 'value'; value: T } | { kind: 'failure'; failure: Failure }

const TIMEOUT_MS = 15000

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The API's errors are problems with a detail; the host's own carry a message. */
const detailOf = (body: unknown): string => {
  if (!isRecord(body)) return ''
  const detail = body.detail ?? body.message
  return typeof detail === 'string' ? detail : ''
}

export const readFailure = (thrown: unknown): Failure => {
  const response = isRecord(thrown) ? thrown.response : undefined
  if (!isRecord(response) || typeof response.status !== 'number') return { kind: 'unreachable' }
  switch (response.status) {
    case 401:
      return { kind: 'signed_out' }
    case 403:
      return { kind: 'forbidden' }
    default:
      return { kind: 'refused', status: response.status, detail: detailOf(response.data) }
  }
}

/** Enough of a check to tell our answer from somebody else's; the schema itself is the server's to keep. */
export const isStatus = (body: unknown): body is Status =>
  isRecord(body) && Array.isArray(body.channels) && isRecord(body.scheduler) && isRecord(body.database)

const get = async <T>(http: Http, path: string, isOurs: (body: unknown) => body is T): Promise<Answer<T>> => {
  try {
    const { data } = await http.get(`/mod/${MODULE}${path}`, { timeout: TIMEOUT_MS })
    return isOurs(data)
      ? { kind: 'value', value: data }
      : { kind: 'failure', failure: { kind: 'unreadable' } }
  } catch (thrown) {
    return { kind: 'failure', failure: readFailure(thrown) }
  }
}

export const getStatus = (http: Http): Promise<Answer<Status>> => get(http, '/status', isStatus)

export type { Status }
