/**
 * Every way to prove who one is. A one-time link (printed at the start, gone once used) opens a session; a session
 * (cookie) opens the pages and gives out bearer tokens for an hour; bearer tokens, and the two fixed ones for scripts,
 * open the API. Signed with a key kept in the data folder, so that a restart ends no session.
 */
import fs from 'fs'
import path from 'path'
import jsonwebtoken from 'jsonwebtoken'
import { codeOf, isRecord } from '../problems'
import { sameSecret, secret } from '../random'
import { type Role, SERVER, type TokenUser, userOf } from './identity'

export interface Tokens {
  /** The token of a link that works once. */
  offerLogin(role: Role): string
  takeLogin(token: string): Role | undefined
  session(role: Role): string
  roleOfSession(cookie: string): Role | undefined
  apiToken(role: Role): string
  serverToken(): string
  /** Whose bearer token this is. */
  userOf(bearer: string): TokenUser | undefined
  /** As `userOf`, for what the Studio itself serves. */
  roleOf(bearer: string): Role | undefined
}

const SESSION_SECONDS = 7 * 24 * 3600
const API_SECONDS = 3600
const SERVER_SECONDS = 300

export const createTokens = (key: string, fixed: { token?: string; readToken?: string }): Tokens => {
  const logins = new Map<string, Role>()

  const sign = (audience: string, who: string, seconds: number) =>
    jsonwebtoken.sign({ who }, key, { algorithm: 'HS256', audience, expiresIn: seconds })

  const verified = (token: string, audience: string): string | undefined => {
    try {
      const claims = jsonwebtoken.verify(token, key, { algorithms: ['HS256'], audience })
      return isRecord(claims) && typeof claims.who === 'string' ? claims.who : undefined
    } catch {
      return undefined
    }
  }

  const fixedRole = (bearer: string): Role | undefined => {
    if (fixed.token && sameSecret(bearer, fixed.token)) return 'admin'
    if (fixed.readToken && sameSecret(bearer, fixed.readToken)) return 'read'
    return undefined
  }
  const roleOf = (bearer: string) => fixedRole(bearer) ?? asRole(verified(bearer, 'api'))

  return {
    offerLogin: role => {
      const token = secret()
      logins.set(token, role)
      return token
    },
    takeLogin: token => {
      const offered = [...logins].find(([known]) => sameSecret(known, token))
      if (!offered) return undefined
      logins.delete(offered[0])
      return offered[1]
    },
    session: role => sign('session', role, SESSION_SECONDS),
    roleOfSession: cookie => asRole(verified(cookie, 'session')),
    apiToken: role => sign('api', role, API_SECONDS),
    serverToken: () => sign('server', 'server', SERVER_SECONDS),
    roleOf,
    userOf: bearer => {
      const role = roleOf(bearer)
      if (role) return userOf(role)
      return verified(bearer, 'server') === 'server' ? SERVER : undefined
    }
  }
}

const asRole = (text: string | undefined): Role | undefined =>
  text === 'admin' || text === 'read' ? text : undefined

/** Made once; readable by its owner alone. */
export const sessionKey = async (dataDir: string): Promise<string> => {
  const file = path.join(dataDir, 'session.key')
  try {
    await fs.promises.writeFile(file, secret(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  return fs.promises.readFile(file, 'utf8')
}
