import type { Database } from '../database/database'
import { readSecret, replaceSecret, type SecretPair } from './secrets'
import { readKey, signKey, type KeyClaims } from './signed-key'

const SECRET = 'links'
/** Another node may have rotated the secret: seen after this at the latest. */
const REREAD_MS = 60_000
/** Or at once, by the first key that doesn't fit; but a flood of forged keys must not become a flood of queries. */
const REREAD_ON_MISS_MS = 1_000

/** Signs the keys of public addresses and reads them again (invariant 10: a link can do only what it was signed for). */
export class Links {
  private known: { secret: SecretPair; at: number } | undefined

  constructor(
    private readonly db: Database,
    private readonly now: () => number = Date.now
  ) {}

  async key(purpose: string, claims: Pick<KeyClaims, 'botId'> & Partial<KeyClaims>): Promise<string> {
    return (await this.signer(purpose))(claims)
  }

  /** For whoever signs many at once. For the moment only: it doesn't hear of a rotation. */
  async signer(purpose: string): Promise<(claims: Pick<KeyClaims, 'botId'> & Partial<KeyClaims>) => string> {
    const { current } = await this.secret(REREAD_MS)
    return claims => signKey(current, purpose, { expiresAt: null, data: {}, ...claims })
  }

  /** undefined for a key that is forged, altered, expired or made for another purpose. */
  async read(purpose: string, key: unknown): Promise<KeyClaims | undefined> {
    if (typeof key !== 'string') return undefined
    return (
      this.readWith(await this.secret(REREAD_MS), purpose, key) ??
      this.readWith(await this.secret(REREAD_ON_MISS_MS), purpose, key)
    )
  }

  /** Every key that was given out stays good until the next rotation after this one. */
  async rotate(): Promise<void> {
    await replaceSecret(this.db, SECRET)
    this.known = undefined
  }

  private readWith({ current, previous }: SecretPair, purpose: string, key: string): KeyClaims | undefined {
    return readKey(previous === null ? [current] : [current, previous], purpose, key, this.now())
  }

  private async secret(maxAgeMs: number): Promise<SecretPair> {
    const now = this.now()
    if (!this.known || now - this.known.at >= maxAgeMs)
      this.known = { secret: await readSecret(this.db, SECRET), at: now }
    return this.known.secret
  }
}
