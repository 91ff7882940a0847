import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'crypto'
import { fromBase64url, toBase64url } from '../../platform/links/base64url'

/**
 * A text that only this installation can read: links stand in logs of proxies and mail scanners, where nobody's address
 * should. AES-256-GCM: an altered one can't be opened.
 */
const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

export const seal = (secret: string, text: string): string => {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(secret), iv)
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return toBase64url(Buffer.concat([iv, cipher.getAuthTag(), hidden]))
}

/** undefined for what was not sealed with this secret. */
export const unseal = (secret: string, sealed: string): string | undefined => {
  const bytes = fromBase64url(sealed)
  if (!bytes || bytes.length < IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.slice(0, IV_BYTES))
  decipher.setAuthTag(bytes.slice(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    const open = [decipher.update(bytes.slice(IV_BYTES + TAG_BYTES)), decipher.final()]
    return Buffer.concat(open).toString('utf8')
  } catch {
    return undefined
  }
}

const keyOf = (secret: string): Buffer => createHash('sha256').update(`sealed\n${secret}`).digest()
