/** A tiny real HTTP server in Vonage's place, and webhooks signed as Vonage signs them. */
import crypto from 'crypto'
import http from 'http'
import type { AddressInfo } from 'net'
import jsonwebtoken from 'jsonwebtoken'
import type { TestStudio } from './studio'

export const CHANNEL = {
  enabled: true,
  apiKey: 'abcd1234',
  apiSecret: 'the-secret-of-the-account',
  applicationId: '11111111-2222-3333-4444-555555555555',
  privateKey: '/nowhere/private.key',
  signatureSecret: 'the-signature-secret-of-the-account',
  botPhoneNumber: '447700900001'
}

export interface Received {
  path: string
  authorization: string | undefined
  body: unknown
}

export const vonageStandIn = async () => {
  const received: Received[] = []
  const server = http.createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', () => {
      received.push({
        path: req.url ?? '',
        authorization: req.headers.authorization,
        body: JSON.parse(Buffer.concat(parts).toString())
      })
      res.writeHead(202, { 'content-type': 'application/json' }).end('{"message_uuid":"x"}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => new Promise<void>(resolve => server.close(() => resolve()))
  }
}

export const sha256 = (text: string) => crypto.createHash('sha256').update(text).digest('hex')

export const sign = (text: string, changes: Record<string, unknown> = {}, secret = CHANNEL.signatureSecret) =>
  jsonwebtoken.sign(
    { iss: 'Vonage', api_key: CHANNEL.apiKey, payload_hash: sha256(text), ...changes },
    secret
  )

export const textOf = (from: string, text: string) => ({
  channel: 'whatsapp',
  message_uuid: 'aaaa',
  to: CHANNEL.botPhoneNumber,
  from,
  timestamp: '2026-01-01T00:00:00Z',
  message_type: 'text',
  text
})

export const deliver = (studio: TestStudio, botId: string, body: unknown, token?: string | null) => {
  const text = JSON.stringify(body)
  return studio.call(`/api/v1/messaging/webhooks/v1/${botId}/vonage`, {
    method: 'POST',
    body: text,
    token: token === undefined ? sign(text) : token,
    headers: { 'content-type': 'application/json' }
  })
}
