import { createPrivateKey, randomBytes, sign, type KeyObject } from 'crypto'

/** How long Vonage takes it, and how long we use it: it must not run out on its way. */
const LIFE_S = 900
const USE_MS = 600_000
/** Younger than this, a token that is refused was refused for what it is, not for its age. */
const FRESH_MS = 30_000

export interface Token {
  header: string
  mintedAt: number
}

/**
 * The application's tokens. Signing takes a third of a millisecond, so one is signed every ten minutes and not one for
 * every message.
 */
export class TokenSource {
  private readonly key: KeyObject
  private token: Token | undefined

  constructor(
    private readonly applicationId: string,
    privateKey: string
  ) {
    this.key = createPrivateKey(privateKey)
  }

  current(): Token {
    const now = Date.now()
    // A clock that was set back makes what was minted before look as if it came from the future.
    const usable = this.token && now >= this.token.mintedAt && now - this.token.mintedAt < USE_MS
    if (!this.token || !usable) this.token = { header: `Bearer ${this.mint(now)}`, mintedAt: now }
    return this.token
  }

  /** After a refusal: whether another token may fare better. The machine may have slept, or its clock been corrected. */
  renew(refused: Token): boolean {
    if (this.token && this.token !== refused) return true
    const age = Date.now() - refused.mintedAt
    if (age >= 0 && age < FRESH_MS) return false
    this.token = undefined
    return true
  }

  private mint(now: number): string {
    const iat = Math.floor(now / 1000)
    const claims = {
      application_id: this.applicationId,
      iat,
      exp: iat + LIFE_S,
      jti: randomBytes(16).toString('hex')
    }
    const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
    return `${unsigned}.${base64url(sign('RSA-SHA256', Buffer.from(unsigned), this.key))}`
  }
}

const encode = (part: object): string => base64url(Buffer.from(JSON.stringify(part)))

/** Node 12 has no `base64url`. */
const base64url = (bytes: Buffer): string =>
  bytes.toString('base64').replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
