/** The module's own addresses through the Studio's axios, each answer checked before it is believed. */
import { MODULE, type Http, type RequestOptions } from '../studio'
import { isRecord, readFailure, type Answer } from './answer'

const TIMEOUT_MS = 15_000

export const address = (path: string): string => `/mod/${MODULE}${path}`

export const UNREADABLE = { kind: 'failure', failure: { kind: 'unreadable' } } as const

/** Enough of a check to tell our answer from somebody else's; the schema itself is the server's to keep. */
export type Check<T> = (body: unknown) => body is T

export const asked = async <T>(request: Promise<{ data: unknown }>, isOurs: Check<T>): Promise<Answer<T>> => {
  try {
    const { data } = await request
    return isOurs(data) ? { kind: 'value', value: data } : UNREADABLE
  } catch (thrown) {
    return { kind: 'failure', failure: readFailure(thrown) }
  }
}

type Params = Record<string, string | number | boolean | undefined>

/** What is not said is not sent. */
const optionsOf = (params: Params | undefined): RequestOptions => {
  const given = Object.entries(params ?? {}).filter(
    (entry): entry is [string, string | number | boolean] => entry[1] !== undefined && entry[1] !== ''
  )
  if (given.length === 0) return { timeout: TIMEOUT_MS }
  return {
    timeout: TIMEOUT_MS,
    params: given.reduce<Record<string, string | number | boolean>>(
      (all, [name, value]) => ({ ...all, [name]: value }),
      {}
    )
  }
}

export const get = <T>(http: Pick<Http, 'get'>, path: string, isOurs: Check<T>, params?: Params) =>
  asked(http.get(address(path), optionsOf(params)), isOurs)

/** `hear` gets the status, where more than one means that it went well. */
export const post = <T>(
  http: Http,
  path: string,
  body: unknown,
  isOurs: Check<T>,
  hear: (status: number) => void = () => undefined
) => {
  const request = http.post(address(path), body, optionsOf(undefined)).then(response => {
    hear(response.status)
    return response
  })
  return asked(request, isOurs)
}

/** For what may be about thousands of people: as long as it takes. */
export const postPatiently = <T>(http: Http, path: string, body: unknown, isOurs: Check<T>) =>
  asked(http.post(address(path), body, { timeout: 0 }), isOurs)

export const put = <T>(http: Http, path: string, body: unknown, isOurs: Check<T>) =>
  asked(http.put(address(path), body, optionsOf(undefined)), isOurs)

const isAnything = (body: unknown): body is unknown => body !== Symbol.iterator

export const remove = (http: Http, path: string): Promise<Answer<unknown>> =>
  asked(http.delete(address(path), optionsOf(undefined)), isAnything)

/** With a body, so that who it is about stands in no address. */
export const removeWith = <T>(http: Http, path: string, data: unknown, isOurs: Check<T>) =>
  asked(http.delete(address(path), { ...optionsOf(undefined), data }), isOurs)

/** A file. The token is not a cookie, so a plain link to it would be refused: it is fetched and handed over. */
export const getFile = async (http: Http, path: string, params?: Params): Promise<Answer<Blob>> => {
  try {
    const { data } = await http.get(address(path), {
      ...optionsOf(params),
      timeout: 0,
      responseType: 'blob'
    })
    return data instanceof Blob ? { kind: 'value', value: data } : UNREADABLE
  } catch (thrown) {
    return { kind: 'failure', failure: readFailure(await withReadBody(thrown)) }
  }
}

/** What was asked for as a file fails as a file too: the problem is inside it. */
const withReadBody = async (thrown: unknown): Promise<unknown> => {
  if (!isRecord(thrown) || !isRecord(thrown.response) || !(thrown.response.data instanceof Blob))
    return thrown
  const text = await new Response(thrown.response.data).text()
  try {
    const data: unknown = JSON.parse(text)
    return { response: { ...thrown.response, data } }
  } catch {
    return { response: { ...thrown.response, data: text } }
  }
}

export interface Listed<T> {
  items: T[]
  next_cursor: string | null
  total: number
}

export const isListed =
  <T>(isItem: Check<T>): Check<Listed<T>> =>
  (body): body is Listed<T> =>
    isRecord(body) && Array.isArray(body.items) && body.items.every(isItem)

/** The API's own limit for one page. */
const PAGE = 500

/**
 * The first `count` of a list in as few requests as it takes. They are asked for together at every refresh, so that
 * what was shown further down is as fresh as what is on top.
 */
export const firstOf = async <T>(
  count: number,
  ask: (page: { limit: number; cursor?: string }) => Promise<Answer<Listed<T>>>
): Promise<Answer<Listed<T>>> => {
  let all = await ask({ limit: Math.min(count, PAGE) })
  while (all.kind === 'value' && all.value.next_cursor !== null && all.value.items.length < count) {
    const { items: before, next_cursor: cursor } = all.value
    const next = await ask({ limit: Math.min(count - before.length, PAGE), cursor })
    all =
      next.kind === 'value'
        ? { kind: 'value', value: { ...next.value, items: [...before, ...next.value.items] } }
        : next
  }
  return all
}
