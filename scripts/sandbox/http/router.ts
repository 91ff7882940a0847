/**
 * The routes besides the hot one (`POST /v1/messages`, which is answered straight from the request). A handler gets
 * what it needs and returns a reply, or throws a Refusal; it never touches the socket.
 */
import type { IncomingMessage, ServerResponse } from 'http'
import { parseJson, readBody } from './body'
import { Refusal, sendJson, sendProblem } from './problems'

export interface Call {
  req: IncomingMessage
  query: URLSearchParams
  param(name: string): string
  /** The body as a JSON object; an empty body is an empty object. */
  body(): Promise<Record<string, unknown>>
}

export interface Reply {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** A segment that starts with a colon is a parameter. */
  path: string
  handle(call: Call): Reply | Promise<Reply>
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const match = (pattern: string, path: string): Map<string, string> | undefined => {
  const expected = pattern.split('/')
  const found = path.split('/')
  if (expected.length !== found.length) return undefined
  const params = new Map<string, string>()
  for (const [index, segment] of expected.entries()) {
    const actual = found[index] ?? ''
    if (segment.startsWith(':') && actual) params.set(segment.slice(1), actual)
    else if (segment !== actual) return undefined
  }
  return params
}

const readObject = async (req: IncomingMessage): Promise<Record<string, unknown>> => {
  const body = await readBody(req)
  if (body.kind === 'too_large') throw new Refusal(413, 'Payload too large', 'The body may have 1 MB.')
  if (body.kind === 'aborted') throw new Refusal(400, 'Bad request', 'The body ended too early.')
  if (!body.bytes.length) return {}
  const json = parseJson(body.bytes)
  if (json.kind === 'broken') throw new Refusal(400, 'Bad request', `The body is not JSON: ${json.why}`)
  if (!isObject(json.value)) throw new Refusal(400, 'Bad request', 'The body must be a JSON object.')
  return json.value
}

const answer = async (routes: Route[], req: IncomingMessage, url: URL): Promise<Reply> => {
  const here = routes.flatMap(route => {
    const params = match(route.path, url.pathname)
    return params ? [{ route, params }] : []
  })
  if (!here.length) throw new Refusal(404, 'Not found', `There is nothing at ${url.pathname}.`)
  const found = here.find(({ route }) => route.method === req.method)
  if (!found) {
    const allowed = here.map(({ route }) => route.method).join(', ')
    throw new Refusal(405, 'Method not allowed', `${url.pathname} takes ${allowed}.`)
  }
  const { route, params } = found
  return route.handle({
    req,
    query: url.searchParams,
    param: name => {
      const value = params.get(name)
      if (value === undefined) throw new Error(`${route.path} has no parameter ${name}`)
      return value
    },
    body: () => readObject(req)
  })
}

/** Answers a request from the routes; `guard` may refuse it before a route is looked up. */
export const serveRoutes =
  (routes: Route[], guard: (req: IncomingMessage, url: URL) => void) =>
  async (req: IncomingMessage, res: ServerResponse, url: URL) => {
    try {
      guard(req, url)
      const { status, body, headers } = await answer(routes, req, url)
      if (body === undefined) res.writeHead(status, headers).end()
      else sendJson(res, status, body, headers)
    } catch (error) {
      if (error instanceof Refusal) {
        const headers = error.status === 401 ? { 'www-authenticate': 'Bearer' } : {}
        sendProblem(res, error.toProblem(), headers)
      } else {
        process.stderr.write(`Sandbox: ${req.method} ${url.pathname}: ${String(error)}\n`)
        sendProblem(
          res,
          new Refusal(500, 'Internal error', 'The sandbox failed; see its output.').toProblem()
        )
      }
    }
    // What a refused request still sends must not be taken for the next one.
    req.resume()
  }
