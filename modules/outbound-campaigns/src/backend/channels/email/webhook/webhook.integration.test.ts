import { createHmac } from 'crypto'
import { deafUrl, RawServer, respond, type Handler } from '../../http/testing/raw-server'
import type { EmailChannel } from '../channel'
import { channelWith, mailTo, opened } from '../testing/mails'

const servers: RawServer[] = []
const channels: EmailChannel[] = []
const serving = async (handler: Handler) => {
  const server = await new RawServer(handler).start()
  servers.push(server)
  return server
}
const via = async (url: string, more = {}) => {
  const { channel } = channelWith({ emailWebhookUrl: `${url}/send?key=hush`, ...more })
  channels.push(channel)
  return opened(channel)
}
afterEach(async () => {
  channels.splice(0).forEach(channel => channel.closeAll())
  await Promise.all(servers.splice(0).map(server => server.close()))
})

const metadata = {
  sequence_id: 123,
  lead_ext_id: 'lead_123',
  step_number: 1,
  sequence_name: 'default_cold_lead_nurturing'
}

it('posts a mail in the documented format, with what else it carries beside it', async () => {
  const server = await serving(({ socket }) => respond(socket, 202, ''))
  const open = await via(server.url, { emailWebhookSecret: 'shared', emailReplyTo: 'ana@casanopal.example' })
  expect(open.sandbox).toBe(true)
  const mail = mailTo('lead@example.com', { ref: '77.1', metadata, subject: 'Asunto\r\npersonalizado' })
  const outcome = await open.send(mail)
  expect(outcome).toEqual({
    kind: 'accepted',
    providerId: expect.stringMatching(/^<77\.1\..+@casanopal\.example>$/)
  })
  const [request] = server.requests
  expect(JSON.parse(Buffer.from(request?.body ?? '', 'latin1').toString())).toEqual({
    from: 'Casa Nopal <ventas@casanopal.example>',
    to: 'lead@example.com',
    subject: 'Asunto personalizado',
    text: 'Hola Ana',
    html: '<p>Hola Ana</p>',
    metadata
  })
  const head = (request?.head ?? '').toLowerCase()
  expect(head).toMatch(/^post \/send\?key=hush http/)
  expect(head).toContain('idempotency-key: 77.1\r\n')
  expect(head).toContain('x-mail-reply-to: ana@casanopal.example\r\n')
  expect(head).toContain('x-mail-list-unsubscribe: <https://bot.example/unsubscribe?t=abc>\r\n')
  expect(head).toContain('x-mail-list-unsubscribe-post: list-unsubscribe=one-click')
  const [, at, signature] = /x-signature: t=(\d+),v1=([\da-f]{64})/.exec(head) ?? []
  const signed = createHmac('sha256', 'shared').update(
    `${at}.${Buffer.from(request?.body ?? '', 'latin1').toString()}`
  )
  expect(signature).toBe(signed.digest('hex'))
})

it.each([
  [200, {}, { kind: 'accepted' }],
  [
    429,
    { 'retry-after': '7' },
    { kind: 'throttled', retryAfterMs: 7_000, reason: { code: 'email_throttled' } }
  ],
  [500, {}, { kind: 'try_again', reason: { code: 'email_busy' } }],
  [503, { 'retry-after': '30' }, { kind: 'try_again', afterMs: 30_000 }],
  [504, {}, { kind: 'unknown', reason: { code: 'email_no_answer' } }],
  [400, {}, { kind: 'refused', reason: { code: 'email_refused' } }],
  [422, {}, { kind: 'refused', reason: { code: 'email_refused' } }],
  [401, {}, { kind: 'stop', reason: { code: 'email_webhook_refused' } }],
  [404, {}, { kind: 'stop', reason: { code: 'email_webhook_refused' } }],
  [
    302,
    { location: 'https://elsewhere.example' },
    { kind: 'stop', reason: { code: 'email_webhook_refused' } }
  ]
] as const)('takes %d for what it says', async (status, headers, expected) => {
  const server = await serving(({ socket }) => respond(socket, status, 'lead@example.com hush', headers))
  const outcome = await (await via(server.url)).send(mailTo('lead@example.com'))
  expect(outcome).toMatchObject(expected)
  expect(JSON.stringify(outcome)).not.toMatch(/hush|lead@/)
})

it('does not know what came of a mail that nobody answered', async () => {
  const server = await serving(() => undefined)
  const open = await via(server.url, { sendTimeoutMs: 300 })
  expect(await open.send(mailTo('lead@example.com'))).toMatchObject({
    kind: 'unknown',
    reason: { code: 'email_no_answer' }
  })
  const broken = await serving(({ socket }) => socket.destroy())
  expect(await (await via(broken.url)).send(mailTo('lead@example.com'))).toMatchObject({ kind: 'unknown' })
})

it('rests when nobody is there', async () => {
  const open = await via(await deafUrl())
  expect(await open.send(mailTo('lead@example.com'))).toMatchObject({
    kind: 'throttled',
    reason: { code: 'email_unreachable' }
  })
})
