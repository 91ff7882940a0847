import { createHmac, timingSafeEqual } from 'crypto'
import { z } from 'zod'
import { fromBase64url, toBase64url } from './base64url'

/** What a key in a public address says: for which bot it was made, until when it holds, and about what it is. */
export interface KeyClaims {
  botId: string
  /** Milliseconds since 1970; null: as long as its secret does. */
  expiresAt: number | null
  /** What the purpose needs to know, such as a message's id. */
  data: Readonly<Record<string, string | number>>
}

const writtenSchema = z.strictObject({
  b: z.string().min(1),
  e: z.number().int().optional(),
  d: z.record(z.string(), z.union([z.string(), z.number()])).optional()
})

/**
 * `<claims>.<signature>`, short and safe in any address. The purpose is part of what is signed: a key that was made for
 * one kind of address opens no other, whatever its claims say.
 */
export const signKey = (secret: string, purpose: string, { botId, expiresAt, data }: KeyClaims): string => {
  const written: z.infer<typeof writtenSchema> = {
    b: botId,
    ...(expiresAt !== null && { e: expiresAt }),
    ...(Object.keys(data).length > 0 && { d: { ...data } })
  }
  const claims = toBase64url(Buffer.from(JSON.stringify(written), 'utf8'))
  return `${claims}.${toBase64url(signatureOf(secret, purpose, claims))}`
}

/** The claims of a key that one of these secrets has signed for this purpose and that still holds; else undefined. */
export const readKey = (
  secrets: readonly string[],
  purpose: string,
  key: string,
  now: number
): KeyClaims | undefined => {
  const [claims = '', signature = '', ...more] = key.split('.')
  const given = fromBase64url(signature)
  if (more.length > 0 || !given) return undefined
  if (!secrets.some(secret => same(signatureOf(secret, purpose, claims), given))) return undefined

  const { b, e, d } = writtenSchema.parse(
    JSON.parse((fromBase64url(claims) ?? Buffer.from('{}')).toString('utf8'))
  )
  if (e !== undefined && e <= now) return undefined
  return { botId: b, expiresAt: e ?? null, data: d ?? {} }
}

const signatureOf = (secret: string, purpose: string, claims: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\n${claims}`).digest()

/** Takes as long for a near miss as for a wild guess. */
const same = (expected: Buffer, given: Buffer): boolean =>
  expected.length === given.length && timingSafeEqual(expected, given)
