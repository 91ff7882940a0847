/** The sandboxes as one meets them through the Studio: who may reach them, what is handed on, and the clock. */
import { startSandbox } from '../sandbox/server'
import { entryOf, type Fixture } from './testing/fixture-module'
import {
  cleanUp,
  folderForTest,
  READER,
  studioAt,
  studioWith,
  type TestStudio,
  until
} from './testing/studio'

afterEach(cleanUp)

const CLOCKED: Fixture = {
  entry: entryOf({
    onServerReady: `async bp => bp.http.createRouterForBot('fixture', { checkMethodPermissions: true })
      .get('/now', (req, res) => res.json({ now: bp.calendar ? bp.calendar.now() : null }))`
  })
}
const HERE = { sandbox: { kind: 'in-process' as const }, vonageApiUrl: undefined }

const send = (studio: TestStudio, method: string, address: string, body: unknown, more: object = {}) =>
  studio.call(address, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    ...more
  })

const moduleNow = async (studio: TestStudio): Promise<string | null> => {
  const answer = await studio.call('/api/v1/bots/demo/mod/fixture/now')
  return ((await answer.json()) as { now: string | null }).now
}

const ADDRESSES = [
  '/sandbox/clock',
  '/sandbox/vonage/messages',
  '/sandbox/vonage/behaviour',
  '/sandbox/mail',
  '/sandbox/hooks'
]

describe('in the same process', () => {
  it('open to a token or a session, to look at also for who may only read', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    for (const address of ADDRESSES) {
      expect((await studio.call(address, { token: null })).status).toBe(401)
      expect((await studio.call(address, { token: 'wrong' })).status).toBe(401)
      expect((await studio.call(address)).status).toBe(200)
      expect((await studio.call(address, { token: READER })).status).toBe(200)
    }
    for (const [method, address, body] of [
      ['POST', '/sandbox/clock', { advance: '1d' }],
      ['PUT', '/sandbox/vonage/behaviour', { latency_ms: 1 }],
      ['POST', '/sandbox/vonage/inbound', { from: '5214422591631', text: 'x' }]
    ] as const) {
      expect((await send(studio, method, address, body, { token: READER })).status).toBe(403)
      expect((await send(studio, method, address, body)).status).toBeLessThan(300)
    }
  })

  it("changed by a session only from the Studio's own page", async () => {
    const studio = await studioWith(CLOCKED, HERE)
    const login = await studio.call(studio.loginLink('admin').slice(studio.url.length), { token: null })
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const from = (origin: string) =>
      studio.call('/sandbox/clock', {
        method: 'POST',
        token: null,
        body: '{"advance":"1d"}',
        headers: { cookie, origin, 'content-type': 'application/json' }
      })
    expect((await from('http://127.0.0.1:1')).status).toBe(401)
    expect((await from(studio.url)).status).toBe(200)
  })

  it('never give out what opens them: no credentials through the Studio', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    expect((await studio.call('/sandbox/credentials')).status).toBe(404)
  })

  it('take calls of webhooks from anybody, and show them to who may look', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    const called = await send(studio, 'POST', '/sandbox/hooks/crm', { a: 1 }, { token: null })
    expect(called.status).toBe(200)
    expect((await send(studio, 'POST', '/sandbox/hooks/crm-422', {}, { token: null })).status).toBe(422)
    const shown = await (await studio.call('/sandbox/hooks?name=crm', { token: READER })).json()
    expect(shown).toMatchObject({ calls: [{ name: 'crm', body: '{"a":1}' }] })
  })

  it('hand on bodies, queries and refusals as they are', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    const refused = await send(studio, 'PUT', '/sandbox/vonage/behaviour', { latency_ms: 'soon' })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.headers.get('content-type')).toContain('json')
    expect((await send(studio, 'PUT', '/sandbox/vonage/behaviour', { latency_ms: 7 })).status).toBeLessThan(
      300
    )
    expect(await (await studio.call('/sandbox/vonage/behaviour')).json()).toMatchObject({ latency_ms: 7 })
  })

  it("send what people write to the demo bot, whose answer can be seen; its account is the sandbox's", async () => {
    const studio = await studioWith(CLOCKED, HERE)
    expect(
      (await send(studio, 'POST', '/sandbox/vonage/inbound', { from: '5214422591631', text: 'hola' })).status
    ).toBe(200)
    const text = await until('the answer', async () => {
      const { messages } = (await (await studio.call('/sandbox/vonage/messages')).json()) as {
        messages: Array<{ text: string }>
      }
      return messages[0]?.text
    })
    expect(text).toBe('Dijiste: hola')
  })

  it('leave an inbound address alone that somebody has chosen', async () => {
    const folder = folderForTest()
    const elsewhere = await startSandbox({ dataDir: folder, controlToken: 'control' })
    const control = async (method: string, body?: object) => {
      const answer = await fetch(`${elsewhere.url}/sandbox/vonage/behaviour`, {
        method,
        body: body && JSON.stringify(body),
        headers: { authorization: 'Bearer control', 'content-type': 'application/json' }
      })
      return (await answer.json()) as { inbound_url: string }
    }
    const changes = {
      sandbox: { kind: 'elsewhere' as const, url: elsewhere.url, token: 'control' },
      vonageApiUrl: undefined
    }
    try {
      const first = await studioWith(CLOCKED, changes)
      const ours = '/api/v1/messaging/webhooks/v1/demo/vonage'
      expect((await control('GET')).inbound_url).toBe(first.url + ours)
      await first.close()
      const second = await studioWith(CLOCKED, changes)
      expect((await control('GET')).inbound_url).toBe(second.url + ours)
      await second.close()
      await control('PUT', { inbound_url: 'http://127.0.0.1:9/mine' })
      await studioWith(CLOCKED, changes)
      expect((await control('GET')).inbound_url).toBe('http://127.0.0.1:9/mine')
    } finally {
      await cleanUp()
      await elsewhere.close()
    }
  })
})

describe('the clock', () => {
  it('moves the calendar that a module sees, and shows it', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    const before = Date.now()
    const moved = await send(studio, 'POST', '/sandbox/clock', { advance: '3d' })
    expect(moved.status).toBe(200)
    expect(await moved.json()).toEqual({ now: expect.any(String), offset_ms: 259_200_000 })
    const seen = Date.parse((await moduleNow(studio)) ?? '')
    expect(seen).toBeGreaterThanOrEqual(before + 259_200_000)
    expect(await (await studio.call('/sandbox/clock')).json()).toMatchObject({ offset_ms: 259_200_000 })
    await send(studio, 'POST', '/sandbox/clock', { reset: true })
    expect(await (await studio.call('/sandbox/clock')).json()).toMatchObject({ offset_ms: 0 })
  })

  it('refuses what it does not understand, and names the field', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    const answer = await send(studio, 'POST', '/sandbox/clock', { advance: 'tomorrow' })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ path: 'advance', message: expect.any(String) }]
    })
  })

  it('does not go back in time with a restart', async () => {
    const studio = await studioWith(CLOCKED, HERE)
    await send(studio, 'POST', '/sandbox/clock', { advance: '2w' })
    await studio.close()
    const again = await studioAt(studio.dataDir.replace(/\/data$/, ''), HERE)
    expect(await (await again.call('/sandbox/clock')).json()).toMatchObject({ offset_ms: 1_209_600_000 })
  })
})

describe('without sandboxes', () => {
  it('nothing of them is there, and the module has no calendar', async () => {
    const studio = await studioWith(CLOCKED)
    for (const address of ADDRESSES) expect((await studio.call(address)).status).toBe(404)
    expect((await send(studio, 'POST', '/sandbox/clock', { advance: '1d' })).status).toBe(404)
    expect(await moduleNow(studio)).toBeNull()
  })

  it('the demo bot has no credentials', async () => {
    const studio = await studioWith(CLOCKED)
    expect((await studio.bp('fixture').bots.getBotById('demo'))?.messaging).toEqual({ channels: {} })
  })

  it('a sandbox elsewhere that does not answer, or to another token, is a problem of the start', async () => {
    const nobody = { kind: 'elsewhere' as const, url: 'http://127.0.0.1:9', token: 'x' }
    await expect(studioWith(CLOCKED, { sandbox: nobody })).rejects.toThrow(
      /sandbox at http:\/\/127\.0\.0\.1:9 cannot be reached/
    )
    const sandbox = await startSandbox({ dataDir: folderForTest(), controlToken: 'right' })
    try {
      const wrong = { kind: 'elsewhere' as const, url: sandbox.url, token: 'wrong' }
      await expect(studioWith(CLOCKED, { sandbox: wrong })).rejects.toThrow(/SANDBOX_TOKEN/)
    } finally {
      await sandbox.close()
    }
  })
})
