/**
 * The sandboxes' addresses on the Studio: what concerns Vonage, mail and webhooks is handed on to the sandbox as it is, the clock
 * is answered here. For a session or a fixed token only; who may only read may only look.
 */
import http from 'http'
import express, { type RequestHandler, type Response, type Router } from 'express'
import { type Entrance } from './auth/entrance'
import { type Clock, readOrder } from './clock'
import { type SandboxLink } from './sandbox'

export const sandboxRoutes = (entrance: Entrance, sandbox: SandboxLink, clock: Clock): Router => {
  const router = express.Router()

  const admit: RequestHandler = (req, res, next) => {
    const role = entrance.caller(req)
    if (!role) return refuse(res, 401, 'Unauthorized', 'Send a bearer token, or open the Studio first.')
    const looks = req.method === 'GET' || req.method === 'HEAD'
    if (role === 'read' && !looks)
      return refuse(res, 403, 'Forbidden', 'This role can look and not change anything.')
    next()
  }

  const show = (res: Response) =>
    void res.json({ now: clock.calendar.now().toISOString(), offset_ms: clock.offsetMs() })

  const move: RequestHandler = (req, res, next) => {
    const read = readOrder(req.body)
    if (read.kind === 'fault') {
      return refuse(res, 422, 'Unprocessable', 'The clock was not moved.', [
        { path: read.path, message: read.message }
      ])
    }
    clock.move(read.order).then(() => show(res), next)
  }

  // A webhook's address is called by whoever was given it; what came is looked at like everything else.
  router.post('/sandbox/hooks/:name', handOn(sandbox))
  router.use('/sandbox', admit)
  router.get('/sandbox/clock', (_req, res) => show(res))
  router.post('/sandbox/clock', express.json(), move)
  router.use(['/sandbox/vonage', '/sandbox/mail', '/sandbox/hooks'], handOn(sandbox))
  return router
}

const refuse = (
  res: Response,
  status: number,
  title: string,
  detail: string,
  errors: Array<{ path: string; message: string }> = []
): void =>
  void res
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, detail, errors }))

const HOP_BY_HOP = ['host', 'connection', 'cookie', 'authorization', 'origin', 'referer']

const handOn =
  (sandbox: SandboxLink): RequestHandler =>
  (req, res) => {
    const headers = { ...req.headers }
    for (const name of HOP_BY_HOP) delete headers[name]
    const upstream = http.request(
      `${sandbox.url}${req.originalUrl.slice(req.originalUrl.indexOf('/sandbox/'))}`,
      { method: req.method, headers: { ...headers, authorization: `Bearer ${sandbox.controlToken}` } },
      answer => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      }
    )
    upstream.on('error', () => {
      if (res.headersSent) res.destroy()
      else refuse(res, 502, 'Bad gateway', 'The sandbox does not answer.')
    })
    res.on('close', () => upstream.destroy())
    req.pipe(upstream)
  }
