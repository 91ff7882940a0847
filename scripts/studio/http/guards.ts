/** The core's checks in front of a module's routes: a bearer token, and the right to read or to write. */
import type { Request, RequestHandler } from 'express'
import { may, type TokenUser, WORKSPACE } from '../auth/identity'
import { type Tokens } from '../auth/tokens'
import { type CoreError, forbidden, unauthorized } from './core-errors'

declare module 'express-serve-static-core' {
  interface Request {
    tokenUser?: TokenUser
    workspace?: string
  }
}

export const checkToken =
  (tokens: Tokens): RequestHandler =>
  (req, _res, next) => {
    const header = req.headers.authorization
    if (!header) return next(unauthorized('Authorization header is missing'))
    const [scheme = '', token] = header.split(' ')
    if (scheme.toLowerCase() !== 'bearer') return next(unauthorized(`Unknown scheme "${scheme}"`))
    if (!token) return next(unauthorized('Authentication token is missing'))
    const user = tokens.userOf(token)
    if (!user) return next(unauthorized('Invalid authentication token'))
    req.tokenUser = { ...user }
    const workspace = req.headers['x-bp-workspace']
    req.workspace = typeof workspace === 'string' ? workspace : undefined
    next()
  }

const refusal = (req: Request, operation: string, resource: string): CoreError | undefined => {
  const user = req.tokenUser
  if (!user) return forbidden('Unauthorized')
  if (!req.workspace || req.workspace === 'undefined') req.workspace = WORKSPACE
  if (user.isSuperAdmin || may(user, 'write')) return undefined
  if (req.workspace !== WORKSPACE) return forbidden(`No access to workspace "${req.workspace}"`)
  return may(user, operation)
    ? undefined
    : forbidden(`Missing the permission to "${operation}" on "${resource}"`)
}

export const needPermission =
  (operation: string, resource: string) =>
  async (...[req, , next]: Parameters<RequestHandler>): Promise<void> =>
    next(refusal(req, operation, resource))

export const checkMethodPermissions =
  (resource: string): RequestHandler =>
  (req, _res, next) => {
    const operation = req.method === 'GET' || req.method === 'OPTIONS' ? 'read' : 'write'
    next(refusal(req, operation, resource))
  }

export const hasPermission = async (req: Request, operation: string, resource: string): Promise<boolean> =>
  !refusal(req, operation, resource)
