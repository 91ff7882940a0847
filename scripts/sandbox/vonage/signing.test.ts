import { createHash, createHmac } from 'crypto'
import { authorizationFor } from './signing'

const account = {
  apiKey: 'abcd1234',
  apiSecret: 's',
  applicationId: 'app-1',
  privateKey: '',
  signatureSecret: 'signature-secret',
  botPhoneNumber: '447700900001',
  wabaId: '1',
  templateNamespace: 'n',
  smtpUser: 'u',
  smtpPassword: 'p'
}

const open = (authorization: string | undefined) => {
  const [header = '', claims = '', signature = ''] = (authorization ?? '').replace('Bearer ', '').split('.')
  const expected = createHmac('sha256', account.signatureSecret)
    .update(`${header}.${claims}`)
    .digest('base64url')
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  return { header: read(header), claims: read(claims), genuine: signature === expected }
}

describe('a signed webhook', () => {
  const body = '{"status":"delivered","emoji":"ñ"}'

  it('carries the hash of its bytes under the signature secret', () => {
    const { header, claims, genuine } = open(authorizationFor(body, account, 'valid', 'jwt'))
    expect(genuine).toBe(true)
    expect(header['alg']).toBe('HS256')
    expect(claims).toEqual({
      iat: expect.any(Number),
      jti: expect.any(String),
      iss: 'Vonage',
      payload_hash: createHash('sha256').update(Buffer.from(body)).digest('hex'),
      api_key: 'abcd1234',
      application_id: 'app-1'
    })
  })

  it('names no application where the message was sent with key and secret', () => {
    expect(open(authorizationFor(body, account, 'valid', 'basic')).claims).not.toHaveProperty(
      'application_id'
    )
  })

  it('can be unsigned, or signed with another secret', () => {
    expect(authorizationFor(body, account, 'none', 'jwt')).toBeUndefined()
    expect(open(authorizationFor(body, account, 'wrong', 'jwt')).genuine).toBe(false)
  })
})
