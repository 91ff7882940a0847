import type { http } from 'botpress/sdk'
import type { Request, Response } from 'express'
import { limiter, PUBLIC_LIMIT } from './limits'
import { Problem, toProblem } from './problem'
import type { PublicRoute } from './public-route'
import { SAFE_HEADERS, sendProblem, type ServeOptions } from './serve'

/** The router must have been made before the private one of the same name, whose authentication would stand in the way. */
export const servePublic = (
  router: http.RouterExtension,
  routes: readonly PublicRoute[],
  { onFault }: Pick<ServeOptions, 'onFault'>
): void => {
  for (const { method, path, handle, limit } of routes) {
    const check = limiter(limit ?? PUBLIC_LIMIT)
    const answer = async (req: Request, res: Response): Promise<void> => {
      res.set(SAFE_HEADERS)
      check(req)
      await handle(req, res)
    }
    router[method](path, (req: Request, res: Response) => {
      answer(req, res).catch(thrown => {
        if (!(thrown instanceof Problem)) onFault(thrown, `${method.toUpperCase()} ${path}`)
        sendProblem(res, toProblem(thrown))
      })
    })
  }
}
