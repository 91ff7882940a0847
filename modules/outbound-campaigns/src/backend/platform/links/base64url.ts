/** Node 12 has no 'base64url': three characters are what differs. */
export const toBase64url = (bytes: Buffer): string =>
  bytes.toString('base64').replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

/**
 * undefined for what isn't base64url, or isn't written as `toBase64url` writes it. Node's decoder passes over what it
 * doesn't know and ignores the last character's spare bits, so that a text could be altered without its bytes changing.
 */
export const fromBase64url = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text.replace(/-/g, '+').replace(/_/g, '/'), 'base64')
  return toBase64url(bytes) === text ? bytes : undefined
}
