/** How people and scripts get in, and what each way opens. */
import fs from 'fs'
import path from 'path'
import { entryOf, writeModule } from '../testing/fixture-module'
import {
  ADMIN,
  cleanUp,
  folderForTest,
  READER,
  studioAt,
  studioWith,
  type TestStudio
} from '../testing/studio'

afterEach(cleanUp)

const PAGE = '/studio/demo/modules/fixture'
const translations = `{ es: { fullName: 'Prueba </script>' }, en: { fullName: 'Trial' } }`
const fixture = {
  entry: entryOf({
    translations,
    onServerReady: `async bp => {
      const router = bp.http.createRouterForBot('fixture', { checkMethodPermissions: true })
      router.all('/x', (req, res) => res.json({ user: req.tokenUser.email }))
      bp.http.createRouterForBot('pusher').post('/push', (req, res) => {
        bp.realtime.sendPayload(bp.RealTimePayload.forAdmins('Fixture.Changed', { id: 7 }))
        res.json({})
      })
    }`
  })
}

const enter = async (studio: TestStudio, role: 'admin' | 'read'): Promise<string> => {
  const link = studio.loginLink(role)
  const answer = await studio.call(link.slice(studio.url.length), { token: null })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

const withCookie = (cookie: string, more: Record<string, string> = {}) => ({
  token: null,
  headers: { cookie, ...more }
})

describe('the one-time link', () => {
  it('opens a session, once, and leads to the page', async () => {
    const studio = await studioWith(fixture)
    const address = studio.loginLink('admin').slice(studio.url.length)
    const first = await studio.call(address, { token: null })
    expect(first.status).toBe(302)
    expect(first.headers.get('location')).toBe(PAGE)
    const cookie = first.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)

    const second = await studio.call(address, { token: null })
    expect(second.status).toBe(403)
    expect(second.headers.get('set-cookie')).toBeNull()
    expect(await second.text()).toContain('npm start')
  })

  it('that is wrong opens nothing', async () => {
    const studio = await studioWith(fixture)
    for (const query of ['', '?token=', '?token=guess', '?token[]=a']) {
      expect((await studio.call(`/login${query}`, { token: null })).status).toBe(403)
    }
  })

  it('opened again by who is in already leads to the page as well', async () => {
    const studio = await studioWith(fixture)
    const cookie = await enter(studio, 'admin')
    expect((await studio.call('/login?token=used', withCookie(cookie))).status).toBe(302)
  })
})

describe('the session', () => {
  it('opens the page; without it there is a page that says how to get in', async () => {
    const studio = await studioWith(fixture)
    const closed = await studio.call(PAGE, { token: null })
    expect(closed.status).toBe(401)
    expect(await closed.text()).toContain('un solo uso')

    const open = await studio.call(PAGE, withCookie(await enter(studio, 'admin')))
    expect(open.status).toBe(200)
    const html = await open.text()
    const state: unknown = JSON.parse(/window\.__STUDIO__ = (.*);/.exec(html)?.[1] ?? '')
    expect(state).toEqual({
      botId: 'demo',
      bots: [{ id: 'demo', name: 'Demo' }],
      place: 'module',
      module: 'fixture',
      modules: [
        { name: 'fixture', fullName: { es: 'Prueba </script>', en: 'Trial' }, menuIcon: 'application' }
      ],
      language: expect.stringMatching(/^(es|en)$/),
      apiToken: expect.any(String),
      role: 'admin',
      workspaceId: 'default',
      sandbox: false,
      translations: {
        es: { module: { fixture: { fullName: 'Prueba </script>' } } },
        en: { module: { fixture: { fullName: 'Trial' } } }
      }
    })
    expect(html.split('</script>')).toHaveLength(4)
    expect(html).toContain('window.BOT_ID = "demo"')
    expect(html).toContain('window.BOT_API_PATH = "/api/v1/bots/demo"')
    expect(html).toContain('window.WORKSPACE_ID = "default"')
  })

  it('does not open the API: a plain link to a private route is 401, as in Botpress', async () => {
    const studio = await studioWith(fixture)
    const cookie = await enter(studio, 'admin')
    expect((await studio.call('/api/v1/bots/demo/mod/fixture/x', withCookie(cookie))).status).toBe(401)
  })

  it('gives the page a bearer token with the rights of its role', async () => {
    const studio = await studioWith(fixture)
    for (const [role, post] of [
      ['admin', 200],
      ['read', 403]
    ] as const) {
      const cookie = await enter(studio, role)
      const answer = await studio.call('/studio/token', { method: 'POST', ...withCookie(cookie) })
      const { token } = (await answer.json()) as { token: string }
      expect((await studio.call('/api/v1/bots/demo/mod/fixture/x', { token })).status).toBe(200)
      expect((await studio.call('/api/v1/bots/demo/mod/fixture/x', { method: 'POST', token })).status).toBe(
        post
      )
    }
    expect((await studio.call('/studio/token', { method: 'POST', token: null })).status).toBe(401)
    expect((await studio.call('/studio/token', { method: 'POST' })).status).toBe(401)
  })

  it('is not a bearer token, nor a bearer token a session', async () => {
    const studio = await studioWith(fixture)
    const session = (await enter(studio, 'admin')).split('=')[1] ?? ''
    expect((await studio.call('/api/v1/bots/demo/mod/fixture/x', { token: session })).status).toBe(401)
    const api = studio.apiToken('admin')
    expect((await studio.call(PAGE, withCookie(`studio_session=${api}`))).status).toBe(401)
  })

  it('outlives a restart, its key is nobody else’s to read, and another key ends it', async () => {
    const folder = folderForTest()
    const module = writeModule(path.join(folder, 'modules'), fixture)
    const studio = await studioAt(folder, { module })
    const cookie = await enter(studio, 'admin')
    const key = path.join(studio.dataDir, 'session.key')
    expect(fs.statSync(key).mode & 0o777).toBe(0o600)
    await studio.close()

    const again = await studioAt(folder, { module })
    expect((await again.call(PAGE, withCookie(cookie))).status).toBe(200)
    await again.close()
    fs.unlinkSync(key)
    const other = await studioAt(folder, { module })
    expect((await other.call(PAGE, withCookie(cookie))).status).toBe(401)
  })
})

describe('the page', () => {
  it.each([
    ['en-US,en;q=0.9', {}, '', 'en'],
    ['es-MX,es;q=0.9,en;q=0.8', {}, '', 'es'],
    ['fr', {}, '', 'es'],
    ['en', { studio_language: 'es' }, '', 'es'],
    ['es', { studio_language: 'es' }, '?lang=en', 'en'],
    ['es', {}, '?lang=xx', 'es']
  ])('speaks the language asked for: %s %j %s', async (accept, cookies, query, language) => {
    const studio = await studioWith(fixture)
    const cookie = [
      await enter(studio, 'read'),
      ...Object.entries(cookies).map(([name, value]) => `${name}=${String(value)}`)
    ]
    const answer = await studio.call(
      PAGE + query,
      withCookie(cookie.join('; '), { 'accept-language': accept })
    )
    expect(await answer.text()).toContain(`<html lang="${language}">`)
  })

  it('of another bot or module is not there; the root leads to the first', async () => {
    const studio = await studioWith(fixture)
    const cookie = await enter(studio, 'admin')
    expect((await studio.call('/studio/nobody/modules/fixture', withCookie(cookie))).status).toBe(404)
    expect((await studio.call('/studio/demo/modules/none', withCookie(cookie))).status).toBe(404)
    expect((await studio.call('/', { token: null })).headers.get('location')).toBe(PAGE)
    expect((await studio.call('/studio/demo', { token: null })).headers.get('location')).toBe(PAGE)
  })

  it("has bootstrap's CSS and fonts", async () => {
    const studio = await studioWith(fixture)
    expect(
      (await studio.call('/studio/assets/bootstrap/css/bootstrap.min.css', { token: null })).status
    ).toBe(200)
    const font = '/studio/assets/bootstrap/fonts/glyphicons-halflings-regular.woff2'
    expect((await studio.call(font, { token: null })).status).toBe(200)
  })
})

describe('the stream of events', () => {
  it('carries what a module pushes, its name in lower case, to who is in', async () => {
    const studio = await studioWith(fixture)
    expect((await studio.call('/realtime', { token: null })).status).toBe(401)

    const stop = new AbortController()
    const cookie = await enter(studio, 'read')
    const stream = await studio.call('/realtime', { ...withCookie(cookie), signal: stop.signal })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    await studio.call('/api/v1/bots/demo/mod/pusher/push', { method: 'POST' })

    let text = ''
    const decoder = new TextDecoder()
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
    while (!text.includes('data: ')) text += decoder.decode((await reader.read()).value, { stream: true })
    expect(JSON.parse(/data: (.*)/.exec(text)?.[1] ?? '')).toEqual({
      eventName: 'fixture.changed',
      payload: { id: 7 }
    })
    stop.abort()
  })
})

describe('the fixed tokens', () => {
  it('have the rights of their roles, and appear in no line of the log', async () => {
    const studio = await studioWith({
      entry: entryOf({
        onServerReady: `async bp => {
          bp.logger.info('a token: ${ADMIN}', { inside: '${READER}' })
          bp.logger.attachError(new Error('with ${ADMIN}')).error('failed')
        }`
      })
    })
    const all = studio.lines.map(line => line.message).join('\n')
    expect(all).toContain('a token: [hidden]')
    expect(all).not.toContain(ADMIN)
    expect(all).not.toContain(READER)
  })
})
