import { createHash, createHmac, timingSafeEqual } from 'crypto'
import { fromBase64url } from '../../platform/links/base64url'
import { isRecord } from './fields'

/**
 * genuine   signed with the account's secret, over these very bytes, lately
 * unsigned  no signature at all: Vonage asks to be told to repeat it, since in a rare fault of its own it forgets to sign
 * forged    anything else, and why, for the log
 */
export type Verdict = { kind: 'genuine' } | { kind: 'unsigned' } | { kind: 'forged'; why: string }

/**
 * Vonage repeats a webhook for 24 hours. The same one may so come again with the same signature: replays are harmless,
 * because what it says is written down once and says nothing new the second time.
 */
const REPEATED_FOR_S = 86_400
/** How far two clocks may be apart. */
const SKEW_S = 300

const forged = (why: string): Verdict => ({ kind: 'forged', why })

/** Vonage signs with a JWT whose claims hold the hash of the body's bytes. */
export const checkSignature = (
  authorization: string | undefined,
  raw: Buffer,
  secret: string,
  now: number
): Verdict => {
  if (authorization === undefined || authorization.trim() === '') return { kind: 'unsigned' }
  const token = /^Bearer\s+([\w-]+)\.([\w-]+)\.([\w-]+)\s*$/i.exec(authorization)
  if (!token) return forged('the Authorization header holds no token')
  const [, header = '', claims = '', signature = ''] = token

  // Pinned: a token must not choose how it is checked, least of all `none`.
  if (decoded(header)?.alg !== 'HS256') return forged('the token is not signed with HS256')
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest()
  if (!same(expected, fromBase64url(signature))) return forged('the signature is not that of the account')

  const { payload_hash: hash, iat } = decoded(claims) ?? {}
  if (typeof hash !== 'string') return forged('the token does not say which body it belongs to')
  const actual = createHash('sha256').update(raw).digest('hex')
  if (!same(Buffer.from(actual), Buffer.from(hash.toLowerCase())))
    return forged('the body is not the one that was signed')

  const nowS = now / 1000
  if (typeof iat !== 'number' || iat < nowS - REPEATED_FOR_S - SKEW_S || iat > nowS + SKEW_S)
    return forged('the token is too old, or from the future')
  return { kind: 'genuine' }
}

const decoded = (part: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse((fromBase64url(part) ?? Buffer.alloc(0)).toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const same = (expected: Buffer, given: Buffer | undefined): boolean =>
  given !== undefined && expected.length === given.length && timingSafeEqual(expected, given)
