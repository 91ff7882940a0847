/** Who may send: a JWT signed with the application's key, or the account's key and secret. Both are really checked. */
import { createPublicKey } from 'crypto'
import jwt from 'jsonwebtoken'
import type { Account } from '../credentials'
import { isObject } from '../http/router'
import { sameSecret } from '../http/token'

export type Caller = { kind: 'jwt' } | { kind: 'basic' } | { kind: 'stranger' }

const STRANGER: Caller = { kind: 'stranger' }

/** Clocks differ a little; a token from further in the future was made wrongly. */
const TOLERANCE_S = 60

/** Vonage takes no token that lives longer. */
const LONGEST_LIFE_S = 24 * 3600

export const makeAuthenticator = (account: Account) => {
  const publicKey = createPublicKey(account.privateKey)

  const checkToken = (token: string): Caller => {
    let claims: unknown
    try {
      claims = jwt.verify(token, publicKey, { algorithms: ['RS256'], clockTolerance: TOLERANCE_S })
    } catch {
      return STRANGER
    }
    if (!isObject(claims)) return STRANGER
    const { application_id: application, iat, exp, jti } = claims
    const now = Date.now() / 1000
    const right =
      typeof application === 'string' &&
      sameSecret(application, account.applicationId) &&
      typeof jti === 'string' &&
      jti !== '' &&
      typeof iat === 'number' &&
      iat <= now + TOLERANCE_S &&
      typeof exp === 'number' &&
      exp - iat <= LONGEST_LIFE_S
    return right ? { kind: 'jwt' } : STRANGER
  }

  const checkBasic = (encoded: string): Caller => {
    const given = Buffer.from(encoded, 'base64').toString('utf8')
    return sameSecret(given, `${account.apiKey}:${account.apiSecret}`) ? { kind: 'basic' } : STRANGER
  }

  return (authorization: string | undefined): Caller => {
    const [, scheme, value] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization ?? '') ?? []
    if (!scheme || !value) return STRANGER
    return scheme.toLowerCase() === 'bearer' ? checkToken(value) : checkBasic(value)
  }
}
