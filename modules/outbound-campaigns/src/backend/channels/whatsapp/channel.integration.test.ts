import express from 'express'
import http from 'http'
import type { AddressInfo } from 'net'
import type { BotConfig } from 'botpress/sdk'
import { TestSandbox } from '../../../../../../scripts/sandbox/testing/client'
import { until } from '../../../../../../scripts/sandbox/testing/receiver'
import type { Host } from '../../platform/host'
import { serve } from '../../platform/http/serve'
import { DEFAULTS } from '../../platform/settings/schema'
import { WhatsAppChannel, type OpenChannel } from './channel'
import { templatesRoutes } from './routes'
import { findTemplate } from './templates'
import type { TemplateList } from './templates-schema'
import { accountAt, messageTo, PERSON } from './testing/account'
import { accept, RawServer, respond } from '../http/testing/raw-server'

/** A bot's files and settings, as an operator would change them while the module runs. */
const operator = (vonageApiUrl: string) => {
  const { apiKey, apiSecret, applicationId, privateKey, sender } = accountAt('')
  const files = {
    vonageApiUrl,
    sendTimeoutMs: undefined as number | undefined,
    settings: DEFAULTS,
    vonage: { enabled: true, apiKey, apiSecret, applicationId, privateKey, botPhoneNumber: sender }
  }
  const bot = (): BotConfig => ({
    id: 'demo',
    name: 'Demo',
    defaultLanguage: 'es',
    languages: ['es'],
    messaging: { channels: { vonage: files.vonage } }
  })
  const host = {
    bots: { getBotById: async (id: string) => (id === 'demo' ? bot() : undefined) },
    config: {
      getModuleConfigForBot: async () => ({
        vonageApiUrl: files.vonageApiUrl,
        sendTimeoutMs: files.sendTimeoutMs
      })
    }
  } as unknown as Pick<Host, 'bots' | 'config'>
  return { files, host, settings: { of: async () => files.settings } }
}

const channels: WhatsAppChannel[] = []
const servers: RawServer[] = []
const channelFor = ({ host, settings }: ReturnType<typeof operator>) => {
  const channel = new WhatsAppChannel(host, settings)
  channels.push(channel)
  return channel
}
const serving = async (handler = accept) => {
  const server = await new RawServer(handler).start()
  servers.push(server)
  return server
}
const opened = async (channel: WhatsAppChannel): Promise<OpenChannel> => {
  const result = await channel.open('demo')
  if (result.kind !== 'ready') throw new Error(result.reason.detail)
  return result.channel
}
const kindOf = async (channel: OpenChannel) => (await channel.send(messageTo(PERSON))).kind

afterEach(async () => {
  channels.splice(0).forEach(channel => channel.closeAll())
  await Promise.all(servers.splice(0).map(server => server.close()))
})

describe("A bot's WhatsApp", () => {
  it('is ready with its number, and says so to the status', async () => {
    const now = operator((await serving()).url)
    const channel = channelFor(now)
    expect(await opened(channel)).toMatchObject({ sender: '447700900001', sandbox: true, timeoutMs: 15_000 })
    expect(await channel.readiness('demo')).toEqual({ ready: true, sandbox: true })
  })

  it.each<[string, string, { vonage?: object; vonageApiUrl?: string }]>([
    ['no_bot', 'other', {}],
    ['channel_disabled', 'demo', { vonage: { enabled: false } }],
    ['bad_private_key', 'demo', { vonage: { privateKey: '/no/such.key' } }],
    ['bad_configuration', 'demo', { vonageApiUrl: 'nonsense' }],
    ['bad_configuration', 'demo', { vonageApiUrl: 'ftp://api.nexmo.com' }]
  ])('is not ready, and says why: %s', async (code, botId, { vonage, vonageApiUrl }) => {
    const now = operator(vonageApiUrl ?? 'http://127.0.0.1:9')
    Object.assign(now.files.vonage, vonage)
    const channel = channelFor(now)
    expect(await channel.open(botId)).toMatchObject({ kind: 'not_ready', reason: { code } })
    expect(await channel.readiness(botId)).toMatchObject({ ready: false, reason: { code } })
    expect(await channel.templates(botId)).toMatchObject({ items: [], stale: true, reason: { code } })
  })

  it('waits for an answer as long as the configuration says', async () => {
    const now = operator((await serving(() => {})).url)
    now.files.sendTimeoutMs = 150
    const channel = await opened(channelFor(now))
    expect(channel.timeoutMs).toBe(150)
    expect(await kindOf(channel)).toBe('unknown')
  })

  it('keeps its connection and its token however often it is opened', async () => {
    const server = await serving()
    const channel = channelFor(operator(server.url))
    for (let n = 0; n < 5; n += 1) expect(await kindOf(await opened(channel))).toBe('accepted')
    expect(server.sockets).toHaveLength(1)
    expect(new Set(server.requests.map(({ head }) => /Bearer \S+/.exec(head)?.[0])).size).toBe(1)
  })

  it('goes over to another account with the next message, and lets what is under way end', async () => {
    const [old, next] = [await serving(), await serving()]
    const now = operator(old.url)
    const channel = channelFor(now)
    const before = await opened(channel)
    expect(await kindOf(before)).toBe('accepted')
    const held: Array<() => void> = []
    old.answerWith(request => held.push(() => accept(request)))
    const busy = before.send(messageTo(PERSON))
    await until(() => held.length === 1)

    now.files.vonageApiUrl = next.url
    now.files.settings = { ...DEFAULTS, sender_number: '15550001111' }
    const after = await opened(channel)
    expect(await kindOf(after)).toBe('accepted')
    expect(JSON.parse(next.requests[0]?.body ?? '')).toMatchObject({ from: '15550001111' })
    held.forEach(answer => answer())
    expect((await busy).kind).toBe('accepted')
    await until(() => old.open === 0)
    expect(next.open).toBe(1)
  })

  it("follows the settings' policy of errors from the next opening on", async () => {
    const server = await serving(({ socket }) => respond(socket, 402, '{}'))
    const now = operator(server.url)
    const channel = channelFor(now)
    expect(await kindOf(await opened(channel))).toBe('stop')
    now.files.settings = { ...DEFAULTS, error_policy: { http_402: { action: 'retry' } } }
    expect(await kindOf(await opened(channel))).toBe('try_again')
  })

  it('gives up all that the bot has under way, whichever opening it was sent by', async () => {
    const server = await serving(() => undefined)
    const channel = channelFor(operator(server.url))
    const sent = [
      (await opened(channel)).send(messageTo(PERSON)),
      (await opened(channel)).send(messageTo(PERSON))
    ]
    await until(() => server.requests.length === 2)
    const last = await opened(channel)
    last.abort()
    expect((await Promise.all(sent)).map(({ kind }) => kind)).toEqual(['unknown', 'unknown'])
  })

  it('leaves no connection behind when the bot is unmounted', async () => {
    const server = await serving()
    const channel = channelFor(operator(server.url))
    await kindOf(await opened(channel))
    expect(server.open).toBe(1)
    channel.close('demo')
    await until(() => server.open === 0)
    channel.close('demo')
  })
})

describe("The account's templates", () => {
  let sandbox: TestSandbox
  let now: ReturnType<typeof operator>
  beforeAll(async () => {
    sandbox = await TestSandbox.start()
  })
  beforeEach(() => {
    now = operator(sandbox.running.url)
    Object.assign(now.files.vonage, sandbox.running.credentials)
  })
  afterAll(() => sandbox.close())

  it('come with what a message must bring for each', async () => {
    const list = await channelFor(now).templates('demo')
    expect(list).toMatchObject({ stale: false, reason: null, fetched_at: expect.any(String) })
    expect(findTemplate(list, 'promo_octubre', 'es_MX')).toMatchObject({
      category: 'MARKETING',
      status: 'APPROVED',
      parameters: {
        body: { kind: 'positional', count: 3 },
        header: 'image',
        buttons: [{ parameter: 'optional' }, { parameter: 'optional' }]
      }
    })
    expect(findTemplate(list, 'cita_confirmada', 'es_MX')?.parameters.body).toEqual({
      kind: 'named',
      names: ['nombre', 'fecha', 'hora']
    })
    expect(findTemplate(list, 'bienvenida', 'en_US')?.status).toBe('APPROVED')
    expect(findTemplate(list, 'oferta_flash', 'es_MX')?.status).toBe('PENDING')
  })

  it('are answered by the route, filtered', async () => {
    const router = Object.assign(express.Router({ mergeParams: true }), { getPublicPath: async () => '' })
    const faults: unknown[] = []
    serve(router, templatesRoutes(channelFor(now)), {
      botExists: id => id === 'demo',
      onFault: fault => faults.push(fault)
    })
    const server = http.createServer(express().use('/bots/:botId', router))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bots/demo/templates`
    const ask = async (query: string) => (await (await fetch(base + query)).json()) as TemplateList
    const names = async (query: string) => (await ask(query)).items.map(({ name }) => name)
    expect(await names('?search=OFERTA&status=approved')).toEqual(['oferta_semanal'])
    expect(await names('?language=en_US&status=APPROVED')).toEqual([
      'bienvenida',
      'order_shipped',
      'weekend_sale',
      'verify_code'
    ])
    expect((await ask('?refresh=true')).stale).toBe(false)
    expect((await fetch(`${base}?refresh=perhaps`)).status).toBe(400)
    expect(faults).toEqual([])
    await new Promise(resolve => server.close(resolve))
  })

  it('are refused with wrong credentials, without naming them', async () => {
    now.files.vonage.apiSecret = 'wrong-secret'
    const list = await channelFor(now).templates('demo')
    expect(list).toMatchObject({ items: [], stale: true, reason: { code: 'templates_refused' } })
    expect(JSON.stringify(list)).not.toContain('wrong-secret')
  })

  it('stay known when Vonage goes away', async () => {
    const library = await serving(request => answerPages(request.head, request.socket))
    now.files.vonageApiUrl = library.url
    const channel = channelFor(now)
    const fresh = await channel.templates('demo')
    await library.close()
    const stale = await channel.templates('demo', true)
    expect(stale).toEqual({
      ...fresh,
      stale: true,
      reason: expect.objectContaining({ code: 'templates_unreachable' })
    })
    expect(stale.items).toHaveLength(3)
  })

  it('are read page by page from every WABA, always from the configured host; broken ones are left out', async () => {
    const library = await serving(request => answerPages(request.head, request.socket))
    now.files.vonageApiUrl = library.url
    const list = await channelFor(now).templates('demo')
    expect(list.items.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    expect(library.requests.map(({ head }) => head.split(' ')[1])).toEqual([
      '/v1/channel-manager/whatsapp/wabas',
      '/v1/channel-manager/whatsapp/wabas?page=2',
      '/v2/whatsapp-manager/wabas/11/templates?limit=500',
      '/v2/whatsapp-manager/wabas/11/templates?limit=500&after=c%3D1',
      '/v2/whatsapp-manager/wabas/12/templates?limit=500'
    ])
  })

  it.each([
    ['no JSON', '<html>'],
    ['another JSON', '{"wabas":[]}']
  ])('are unreadable when the answer is %s', async (_name, body) => {
    now.files.vonageApiUrl = (await serving(({ socket }) => respond(socket, 200, body))).url
    expect(await channelFor(now).templates('demo')).toMatchObject({
      stale: true,
      reason: { code: 'templates_unreadable' }
    })
  })
})

/** Two WABAs on two pages; the first has its templates on two pages, and points elsewhere for the second. */
const answerPages = (head: string, socket: Parameters<typeof respond>[0]): void => {
  const path = head.split(' ')[1] ?? ''
  const template = (name: string) => ({ name, language: 'es', status: 'APPROVED', components: [] })
  const json = (body: unknown) => respond(socket, 200, JSON.stringify(body))
  if (path.endsWith('/wabas')) json({ total_pages: 2, _embedded: { wabas: [{ waba_id: 11 }] } })
  else if (path.endsWith('page=2')) json({ total_pages: 2, _embedded: { wabas: [{ waba_id: '12' }] } })
  else if (path.includes('/12/')) json({ templates: [template('three')] })
  else if (path.includes('after='))
    json({ templates: [template('two')], paging: { cursors: { after: 'c2' } } })
  else {
    json({
      templates: [template('one'), { nonsense: true }],
      paging: { next: 'https://evil.example/?after=c%3D1', cursors: { after: 'c=1' } }
    })
  }
}
