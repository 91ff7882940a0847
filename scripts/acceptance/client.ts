/** Talks to the module as any client does: JSON over HTTP, with a bearer token or without. */

export interface Answer<Body> {
  status: number
  /** Without its parameters: `application/problem+json`. */
  type: string
  headers: Headers
  body: Body
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** None: the request carries no Authorization at all. */
  token?: string
  /** Sent as JSON; `raw` is sent as it stands. */
  json?: unknown
  raw?: string
  /** Sent instead of JSON: a CSV file as the body itself, or as a field of a form. */
  file?: string | FormData
}

/** A server that takes longer hangs: every request of this suite is answered at once by one that works. */
const HANGING_MS = 30_000

const isJson = (type: string) => type === 'application/json' || type.endsWith('+json')

/** A form says its own type, since only it knows its boundary. */
const typeOf = (payload: string | FormData | undefined, file: Call['file']): Record<string, string> => {
  if (payload === undefined || payload instanceof FormData) return {}
  return { 'Content-Type': file === undefined ? 'application/json' : 'text/csv' }
}

export const call = async <Body = unknown>(
  url: string,
  { method = 'GET', token, json, raw, file }: Call = {}
) => {
  const payload = file ?? raw ?? (json === undefined ? undefined : JSON.stringify(json))
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...typeOf(payload, file)
    },
    body: payload,
    redirect: 'manual',
    signal: AbortSignal.timeout(HANGING_MS)
  })
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? ''
  const text = await response.text()
  const answer: Answer<Body> = {
    status: response.status,
    type,
    headers: response.headers,
    body: (isJson(type) ? JSON.parse(text) : text) as Body
  }
  return answer
}

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors: Array<{ path: string; message: string }>
}

const POLL_MS = 100
const PATIENCE_MS = 30_000

/** Asks again until the answer is the wanted one; the last answer is in the error when it never comes. */
export const eventually = async <T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  patienceMs = PATIENCE_MS
): Promise<T> => {
  const until = Date.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (isWanted(answer)) return answer
    if (Date.now() > until)
      throw new Error(`Not within ${patienceMs / 1000} s; at last: ${JSON.stringify(answer)}`)
    await new Promise(resolve => setTimeout(resolve, POLL_MS))
  }
}
