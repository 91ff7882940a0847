/** Signs webhooks as Vonage does: an HS256 token whose claims hold the hash of the very bytes that are sent. */
import { createHash, createSecretKey, randomUUID } from 'crypto'
import jwt from 'jsonwebtoken'
import type { Account } from '../credentials'
import type { Behaviour } from './behaviour'

/** The `Authorization` header of a webhook, or nothing where the behaviour asks for unsigned ones. */
export const authorizationFor = (
  rawBody: string,
  account: Account,
  signature: Behaviour['signature'],
  sentWith: 'jwt' | 'basic'
): string | undefined => {
  if (signature === 'none') return undefined
  const claims = {
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(rawBody).digest('hex'),
    api_key: account.apiKey,
    // A message sent with key and secret belongs to the account, not to an application.
    ...(sentWith === 'jwt' && { application_id: account.applicationId })
  }
  const secret = signature === 'wrong' ? `not ${account.signatureSecret}` : account.signatureSecret
  // As a key object: a text is first tried as a private key, which costs more than all the rest of a webhook.
  const key = createSecretKey(Buffer.from(secret))
  return `Bearer ${jwt.sign(claims, key, { algorithm: 'HS256' })}`
}
