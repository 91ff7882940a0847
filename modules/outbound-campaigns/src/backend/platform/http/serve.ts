import type { http } from 'botpress/sdk'
import type { NextFunction, Request, Response } from 'express'
import type { z } from 'zod'
import { storableValue } from '../text'
import { parseJson, readBody } from './body'
import { callerAddress } from './caller-address'
import { limiter } from './limits'
import { badRequest, notFound, Problem, toProblem, unprocessable, type ProblemDetail } from './problem'
import { readBack } from './read-back'
import type { AnyRoute, Caller } from './route'
import { validationWords } from './validation-words'

const JSON_LIMIT = 1024 * 1024

export interface ServeOptions {
  /** `___` and unknown names pass Botpress's own check on private routers: this one decides. */
  botExists(botId: string): boolean
  onFault(fault: unknown, where: string): void
}

/** Whatever is answered is what it says it is, kept by no cache, and told to nobody. */
export const SAFE_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer'
} as const

/** Puts routes on a router of the host. Every way out of a handler answers: a rejected one would hang its request. */
export const serve = (
  router: http.RouterExtension,
  routes: readonly AnyRoute[],
  options: ServeOptions
): void => {
  for (const route of routes) {
    const check = route.limit && limiter(route.limit)
    router[route.method](route.path, (req: Request, res: Response) => {
      res.set(SAFE_HEADERS)
      answer(route, req, res, options, check).catch(thrown => {
        if (!(thrown instanceof Problem))
          options.onFault(thrown, `${route.method.toUpperCase()} ${route.path}`)
        sendProblem(res, toProblem(thrown))
      })
    })
  }
}

/** The last word of the private router: an address that the module doesn't have, said in the module's own way. */
export const serveNotFound = (router: http.RouterExtension): void => {
  router.use((req: Request, res: Response, _next: NextFunction) => {
    sendProblem(res, notFound(`The module has no ${req.method} ${req.path}.`))
  })
}

const answer = async (
  route: AnyRoute,
  req: Request,
  res: Response,
  options: ServeOptions,
  check: ReturnType<typeof limiter> | undefined
): Promise<void> => {
  const botId = req.params.botId ?? ''
  if (!options.botExists(botId)) throw notFound(`There is no bot "${botId}".`)
  // For each bot and caller by themselves: nobody is kept from their work by another's.
  check?.(req, `${botId} ${callerOf(req).email ?? callerAddress(req)}`)

  const params = route.params ? valid(route.params, req.params, 'path', 400) : undefined
  const query = route.query ? valid(route.query, said(req.query), 'query', 400) : undefined
  const body = route.body
    ? valid(route.body, readBack(route, await jsonBody(route, req)), 'body', 422)
    : undefined

  const result = await route.handle({ botId, caller: callerOf(req), params, query, body, req }, res)
  if (!res.headersSent) res.status(route.status ?? 200).json(result)
}

/** What is said by its name alone. */
const FLAGS: ReadonlySet<string> = new Set(['dry_run'])

/** `?status=&search=` asks for nothing: clients write every parameter and leave out what is not wanted. */
const said = (query: Request['query']): Request['query'] =>
  Object.fromEntries(Object.entries(query).filter(([name, value]) => value !== '' || FLAGS.has(name)))

const jsonBody = async (route: AnyRoute, req: Request): Promise<unknown> => {
  const body = parseJson(req, await readBody(req, route.bodyLimit ?? JSON_LIMIT))
  if (body === undefined && route.bodyOptional) return {}
  if (body === undefined) throw badRequest('This address needs a JSON body, and there is none.')
  return body
}

const valid = (schema: z.ZodType, value: unknown, where: string, status: 400 | 422): unknown => {
  const result = schema.safeParse(storableValue(value), { error: validationWords })
  if (result.success) return result.data
  const errors: ProblemDetail[] = result.error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({
          path: [...issue.path, key].join('.'),
          message: 'unknown: it may be misspelt'
        }))
      : [{ path: issue.path.join('.') || where, message: issue.message }]
  )
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  throw status === 400 ? badRequest(detail, errors) : unprocessable(detail, errors)
}

const callerOf = (req: Request): Caller => {
  const { tokenUser } = req as Request & { tokenUser?: { email?: unknown } }
  return { email: typeof tokenUser?.email === 'string' ? tokenUser.email : null }
}

export const sendProblem = (res: Response, problem: Problem): void => {
  // An answer that has begun can only be cut off, so that nobody takes half of it for the whole.
  if (res.headersSent) {
    res.destroy()
    return
  }
  res
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}
