/** Identifiers and comparisons that must not be guessed. Node 12 has no `crypto.randomUUID`. */
import crypto from 'crypto'

export const uuid = (): string => {
  const bytes = crypto.randomBytes(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const secret = (): string => crypto.randomBytes(32).toString('hex')

/** Takes the same time whatever differs; hashed first, so that not even the length shows. */
export const sameSecret = (a: string, b: string): boolean => crypto.timingSafeEqual(digest(a), digest(b))

const digest = (text: string) => crypto.createHash('sha256').update(text).digest()
