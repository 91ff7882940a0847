import type { http } from 'botpress/sdk'
import type { Request, Response } from 'express'
import { Problem, toProblem } from './problem'
import { sendProblem, type ServeOptions } from './serve'

/**
 * An address that anybody may call. It proves by itself what it must (a signed key, a signature), reads its own body, and
 * answers by itself.
 */
export interface PublicRoute {
  method: 'get' | 'post'
  path: string
  handle(req: Request, res: Response): Promise<void>
}

/** The router must have been made before the private one of the same name, whose authentication would stand in the way. */
export const servePublic = (
  router: http.RouterExtension,
  routes: readonly PublicRoute[],
  { onFault }: Pick<ServeOptions, 'onFault'>
): void => {
  for (const { method, path, handle } of routes) {
    router[method](path, (req: Request, res: Response) => {
      handle(req, res).catch(thrown => {
        if (!(thrown instanceof Problem)) onFault(thrown, `${method.toUpperCase()} ${path}`)
        sendProblem(res, toProblem(thrown))
      })
    })
  }
}
