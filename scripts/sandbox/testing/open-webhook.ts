/** Checks a webhook as its receiver would, by hand: with none of the libraries that sign it. */
import { createHash, createHmac } from 'crypto'
import type { Received } from './receiver'

export const openWebhook = ({ headers, raw }: Received, secret: string) => {
  const [, header = '', claims = '', signature = ''] =
    /^Bearer ([^.]+)\.([^.]+)\.([^.]+)$/.exec(headers.authorization ?? '') ?? []
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url')
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString() || '{}') as Record<string, unknown>
  const said = read(claims)
  return {
    algorithm: read(header)['alg'],
    claims: said,
    genuine: signature === expected,
    intact: said['payload_hash'] === createHash('sha256').update(Buffer.from(raw)).digest('hex')
  }
}
