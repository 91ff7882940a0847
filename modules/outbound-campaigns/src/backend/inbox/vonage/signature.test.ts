import { createHash, createHmac } from 'crypto'
import jwt from 'jsonwebtoken'
import type { Account } from '../../../../../../scripts/sandbox/credentials'
import { authorizationFor } from '../../../../../../scripts/sandbox/vonage/signing'
import { checkSignature } from './signature'

const SECRET = 'a secret of the account'
const NOW = Date.UTC(2026, 5, 1)
const body: Buffer = Buffer.from('{"status":"delivered","text":"ñandú"}')
const hash = (raw: Buffer | string) => createHash('sha256').update(raw).digest('hex')
const claims = { iat: NOW / 1000, jti: 'x', iss: 'Vonage', payload_hash: hash(body), api_key: 'k' }
const signed = (more: object = {}, secret = SECRET, options: jwt.SignOptions = {}) =>
  `Bearer ${jwt.sign({ ...claims, ...more }, secret, { algorithm: 'HS256', ...options })}`
const check = (authorization: string | undefined, raw = body, now = NOW) =>
  checkSignature(authorization, raw, SECRET, now).kind

describe('The signature of a webhook', () => {
  it('is genuine as another implementation makes it', () => {
    expect(check(signed())).toBe('genuine')
    expect(check(signed({ payload_hash: hash(body).toUpperCase() }))).toBe('genuine')
    expect(check(signed().replace('Bearer', 'bearer'))).toBe('genuine')
  })

  it('is genuine as the sandbox makes it', () => {
    const account: Account = {
      apiKey: 'k',
      apiSecret: 's',
      applicationId: 'a',
      privateKey: 'p',
      signatureSecret: SECRET,
      botPhoneNumber: '447700900001',
      wabaId: 'w',
      templateNamespace: 't',
      smtpUser: 'u',
      smtpPassword: 'p'
    }
    const authorization = authorizationFor(body.toString(), account, 'valid', 'jwt')
    expect(check(authorization, body, Date.now())).toBe('genuine')
  })

  it('holds for the day in which Vonage repeats, and a little for clocks that differ', () => {
    const hours = (n: number) => NOW + n * 3_600_000
    expect(check(signed(), body, hours(24))).toBe('genuine')
    expect(check(signed(), body, hours(25))).toBe('forged')
    expect(check(signed(), body, NOW - 60_000)).toBe('genuine')
    expect(check(signed(), body, hours(-1))).toBe('forged')
  })

  it('is missing when there is none', () => {
    expect(check(undefined)).toBe('unsigned')
    expect(check('')).toBe('unsigned')
  })

  it('is forged in every other case', () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const hmac = (text: string, algorithm = 'sha256') =>
      createHmac(algorithm, SECRET).update(text).digest('base64url')
    const withHeader = (header: object, sign = hmac) => {
      const text = `${encode(header)}.${encode(claims)}`
      return `Bearer ${text}.${sign(text)}`
    }
    const genuine = signed()
    const timeless = `${encode({ alg: 'HS256' })}.${encode({ ...claims, iat: undefined })}`
    const cases: Array<[string, string, Buffer?]> = [
      ['another secret', signed({}, 'another secret')],
      ['an altered body', genuine, Buffer.from(body.toString().replace('delivered', 'rejected'))],
      ['a body with one more space', genuine, Buffer.concat([body, Buffer.from(' ')])],
      ['no hash', signed({ payload_hash: undefined })],
      ['a hash that is no text', signed({ payload_hash: 7 })],
      ['no time', `Bearer ${timeless}.${hmac(timeless)}`],
      ['another algorithm', signed({}, SECRET, { algorithm: 'HS512' })],
      ['none', withHeader({ alg: 'none' }, () => '')],
      ['none with a signature', withHeader({ alg: 'none' })],
      ['lower case', withHeader({ alg: 'hs256' })],
      ['altered claims', genuine.replace(/\.[\w-]+\./, `.${encode({ ...claims, iat: NOW / 1000 + 1 })}.`)],
      ['a cut signature', genuine.slice(0, -2)],
      ['rubbish', 'Bearer a.b.c'],
      ['another scheme', genuine.replace('Bearer', 'Basic')],
      ['two tokens', `${genuine} ${genuine}`]
    ]
    for (const [name, authorization, raw] of cases)
      expect([name, check(authorization, raw)]).toEqual([name, 'forged'])
  })
})
