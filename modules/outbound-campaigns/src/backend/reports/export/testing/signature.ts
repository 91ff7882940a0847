import { createHash, createHmac } from 'crypto'

/**
 * For tests: AWS Signature 4 checked as a server does, written from AWS's description of it alone. s3rver takes any
 * signature of a key that it knows.
 */
export interface SignedRequest {
  method: string
  /** As on the wire. */
  path: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/** What is wrong with it; null: nothing. */
export const faultOf = (request: SignedRequest, secret: string): string | null => {
  const { headers } = request
  const value = (name: string): string => String(headers[name] ?? '')
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      value('authorization')
    )
  if (!found) return 'not signed'
  const [, credential = '', names = '', signature = ''] = found
  const [, day = '', region = '', service = '', end = ''] = credential.split('/')
  if (sha256(request.body) !== value('x-amz-content-sha256')) return 'another body was signed'
  if (!names.split(';').includes('host')) return 'the host is not signed'
  const canonical = [
    request.method,
    request.path,
    '',
    ...names.split(';').map(name => `${name}:${value(name).trim().replace(/ +/g, ' ')}`),
    '',
    names,
    value('x-amz-content-sha256')
  ].join('\n')
  const scope = [day, region, service, end].join('/')
  const toSign = ['AWS4-HMAC-SHA256', value('x-amz-date'), scope, sha256(canonical)].join('\n')
  const key = [day, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, toSign).toString('hex') === signature ? null : 'the signature does not match'
}
